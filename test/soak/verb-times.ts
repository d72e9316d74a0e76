/** How long the verbs took. */
export interface VerbTime {
  readonly title: string;
  readonly tookMs: number;
}

/** Return a table of the times: how often each verb was run, its median and its longest time. Pure. */
export function verbTable(times: readonly VerbTime[]): readonly string[] {
  const titles = [...new Set(times.map(({ title }) => title))];
  const rows = titles.map((title) =>
    row(
      title,
      times.filter((time) => time.title === title),
    ),
  );
  return [['verb, ms', 'runs', 'median', 'longest'], ...rows, row('all', times)].map(
    ([title = '', ...cells]) => `${title.padEnd(20)}${cells.map((cell) => cell.padStart(9)).join('')}`,
  );
}

/** @returns NaN of nothing. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function row(title: string, times: readonly VerbTime[]): readonly string[] {
  const tookMs = times.map((time) => time.tookMs);
  return [title, ...[times.length, medianOf(tookMs), Math.max(...tookMs)].map((value) => value.toFixed(0))];
}
