/** The result of a test, or of a file that failed outside its tests. */
export interface Outcome {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** The reason for skipping a test, if it gives one. */
  readonly note?: string | undefined;
  /** Whether it failed before it passed. */
  readonly isFlaky?: boolean | undefined;
}

/** Return the last lines of a test run: skipped tests with their reasons, those that passed late, and the count. */
export function summarize(outcomes: readonly Outcome[]): string[] {
  const count = (state: Outcome['state']) => outcomes.filter((outcome) => outcome.state === state).length;
  const skipped = outcomes
    .filter((outcome) => outcome.state === 'skipped')
    .map((outcome) => `skipped: ${outcome.name} (${outcome.note ?? 'no reason given'})`);
  const late = outcomes
    .filter(({ isFlaky }) => isFlaky === true)
    .map(({ name }) => `passed at the second try: ${name}`);
  return [...skipped, ...late, `${count('passed')} passed, ${count('failed')} failed`];
}
