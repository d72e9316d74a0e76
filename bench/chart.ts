/** Charts as SVG, legible on light and dark pages alike. */

/** A bar: a value and its range. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** A floor is drawn paler. */
  readonly isFloor: boolean;
  /** The largest value allowed; null without a target. */
  readonly allowed: number | null;
}

/** A line of a chart. */
export interface Line {
  readonly label: string;
  /** One for each column; null where there is none. */
  readonly values: readonly (number | null)[];
}

const WIDTH = 760;
const LABEL_WIDTH = 250;
const VALUE_WIDTH = 110;
const BAR_HEIGHT = 16;
const ROW_HEIGHT = 24;
const TITLE_HEIGHT = 34;
const PLOT_HEIGHT = 260;

/** Distinct without colour too: each line has dashes of its own. */
const LINE_STYLES = [
  { className: 'a', dashes: '2 3' },
  { className: 'b', dashes: '7 4' },
  { className: 'c', dashes: '12 4 2 4' },
  { className: 'd', dashes: 'none' },
];

const STYLE = `<style>
text { font: 13px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600 }
.small { font-size: 12px }
.bar { fill: #5b4bd6 } .floor { fill: #a9b1ba } .range, .axis { stroke: #57606a; fill: none } .allowed { stroke: #cf222e; stroke-width: 2 }
.grid { stroke: #d0d7de } .line { fill: none; stroke-width: 2 } .a { stroke: #b3480d } .b { stroke: #8a6100 } .c { stroke: #0a63c9 } .d { stroke: #5b4bd6 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.bar { fill: #9b8cff } .floor { fill: #6e7681 } .range, .axis { stroke: #b1bac4 } .allowed { stroke: #ff7b72 }
.grid { stroke: #30363d } .a { stroke: #ff9b5e } .b { stroke: #e3b341 } .c { stroke: #6cb6ff } .d { stroke: #9b8cff }
}
</style>`;

/** Draw bars below each other, each with its range, and with a red mark at the largest value allowed. */
export function barChart(title: string, unit: string, bars: readonly Bar[]): string {
  const largest = Math.max(0, ...bars.flatMap(({ max, allowed }) => [max, allowed ?? 0])) || 1;
  const scale = (value: number) => round((Math.max(0, value) / largest) * (WIDTH - LABEL_WIDTH - VALUE_WIDTH));
  const rows = bars.map((bar, index) => {
    const top = TITLE_HEIGHT + index * ROW_HEIGHT;
    const middle = top + BAR_HEIGHT / 2;
    const [from, to] = [LABEL_WIDTH + scale(bar.min), LABEL_WIDTH + scale(bar.max)];
    const mark = bar.allowed === null ? null : LABEL_WIDTH + scale(bar.allowed);
    const end = Math.max(to, mark ?? 0);
    return [
      `<text x="${LABEL_WIDTH - 8}" y="${middle + 4}" text-anchor="end">${asText(bar.label)}</text>`,
      `<rect class="${bar.isFloor ? 'floor' : 'bar'}" x="${LABEL_WIDTH}" y="${top}" width="${scale(bar.value)}" height="${BAR_HEIGHT}" rx="2"/>`,
      `<path class="range" d="M${from} ${middle}H${to}M${from} ${middle - 4}v8M${to} ${middle - 4}v8"/>`,
      ...(mark === null ? [] : [`<path class="allowed" d="M${mark} ${top - 3}v${BAR_HEIGHT + 6}"/>`]),
      `<text class="small" x="${end + 8}" y="${middle + 4}">${plain(bar.value)} ${asText(unit)}</text>`,
    ].join('');
  });
  return svg(title, TITLE_HEIGHT + bars.length * ROW_HEIGHT + 6, rows);
}

/** Draw lines over columns on a logarithmic scale; zero is on the bottom line. */
export function lineChart(title: string, unit: string, columns: readonly string[], lines: readonly Line[]): string {
  const values = lines.flatMap((line) => line.values).filter((value) => value !== null && value > 0) as number[];
  const low = Math.floor(Math.log10(Math.min(...values, 1)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values, 1))));
  const [left, right, top, bottom] = [80, WIDTH - 140, TITLE_HEIGHT + 10, TITLE_HEIGHT + 10 + PLOT_HEIGHT];
  const x = (index: number) => round(left + ((right - left) * (index + 0.5)) / columns.length);
  const y = (value: number) =>
    value <= 0 ? bottom : round(Math.min(bottom, bottom - ((Math.log10(value) - low) / (high - low)) * PLOT_HEIGHT));
  const grid = Array.from({ length: high - low + 1 }, (_, step) => {
    const value = 10 ** (low + step);
    return (
      `<path class="grid" d="M${left} ${y(value)}H${right}"/>` +
      `<text class="small" x="${left - 8}" y="${y(value) + 4}" text-anchor="end">${plain(value)}</text>`
    );
  });
  const labels = columns.map(
    (column, index) =>
      `<text class="small" x="${x(index)}" y="${bottom + 20}" text-anchor="middle">${asText(column)}</text>`,
  );
  const drawn = lines.map((line, index) => {
    const style = LINE_STYLES[index % LINE_STYLES.length];
    const points = line.values.flatMap((value, column) => (value === null ? [] : [`${x(column)},${y(value)}`]));
    const labelY = top + index * 22;
    const dashes = `stroke-dasharray="${style?.dashes}"`;
    return (
      `<polyline class="line ${style?.className}" ${dashes} points="${points.join(' ')}"/>` +
      `<path class="line ${style?.className}" ${dashes} d="M${right + 10} ${labelY}h26"/>` +
      `<text class="small" x="${right + 42}" y="${labelY + 4}">${asText(line.label)}</text>`
    );
  });
  return svg(`${title}, ${unit}`, bottom + 32, [...grid, ...labels, ...drawn]);
}

function svg(title: string, height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${asText(title)}">`,
    STYLE,
    `<text class="title" x="8" y="20">${asText(title)}</text>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Format with three significant digits. */
function plain(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 6 });
}
