/** The result of a test, or of a file that failed outside its tests. */
export interface Outcome {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** The reason for skipping a test, if it gives one. */
  readonly note?: string | undefined;
}

/** Return the last lines of a test run: skipped tests with their reasons, and the count. */
export function summarize(outcomes: readonly Outcome[]): string[] {
  const count = (state: Outcome['state']) => outcomes.filter((outcome) => outcome.state === state).length;
  const skipped = outcomes
    .filter((outcome) => outcome.state === 'skipped')
    .map((outcome) => `skipped: ${outcome.name} (${outcome.note ?? 'no reason given'})`);
  return [...skipped, `${count('passed')} passed, ${count('failed')} failed`];
}
