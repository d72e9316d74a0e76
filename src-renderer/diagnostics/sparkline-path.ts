import { greatestValue, HISTORY_MS, type Point } from './history.ts';

/** The box of a curve, in the units of its picture. The newest point is at the right end. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/** A longer gap between two points breaks the curve. */
const GAP_MS = 2_500;

/**
 * Return a curve as an SVG path, scaled so that its greatest value reaches the top of the box; empty without values. Pure.
 * @param kind `line` joins the points and breaks at gaps; `stems` draws an upright for each, for separate values.
 */
export function sparklinePath(points: readonly Point[], kind: 'line' | 'stems', { width, height }: Box): string {
  const top = greatestValue(points) ?? 0;
  const endMs = points.at(-1)?.atMs ?? 0;
  let path = '';
  let lastMs: number | null = null;
  for (const { atMs, value } of points) {
    if (value === null) {
      lastMs = null;
      continue;
    }
    const x = rounded(width * (1 - (endMs - atMs) / HISTORY_MS));
    const y = rounded(height * (1 - (top > 0 ? value / top : 0)));
    if (kind === 'stems') path += value > 0 ? `M${x} ${height}V${y}` : '';
    // A single point shows by the round caps of the line.
    else path += lastMs === null || atMs - lastMs > GAP_MS ? `M${x} ${y}h0` : `L${x} ${y}`;
    lastMs = atMs;
  }
  return path;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
