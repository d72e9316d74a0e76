/** How one test came out, or a file that failed outside its tests. */
export interface Outcome {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** Why a test was skipped, when it says so. */
  readonly note?: string | undefined;
}

/** The last lines of a test run: what was skipped and why, and the count. */
export function summarize(outcomes: readonly Outcome[]): string[] {
  const count = (state: Outcome['state']) => outcomes.filter((outcome) => outcome.state === state).length;
  const skipped = outcomes
    .filter((outcome) => outcome.state === 'skipped')
    .map((outcome) => `skipped: ${outcome.name} (${outcome.note ?? 'no reason given'})`);
  return [...skipped, `${count('passed')} passed, ${count('failed')} failed`];
}
