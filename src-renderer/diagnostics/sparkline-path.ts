import { greatestValue, HISTORY_MS, type Point } from './history.ts';

/** A box in which a curve is drawn, in the units of its picture. The newest point is at the right end. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/** Two points further apart than this have nothing known between them. */
const GAP_MS = 2_500;

/**
 * A curve as the path of an SVG, which is filled to the box's top by the greatest value; empty without values. Pure.
 * @param kind `line` joins the points, and breaks where there is none; `stems` has one upright for every point, for
 *   values that stand by themselves.
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
    // A point with nothing beside it is drawn by its round ends.
    else path += lastMs === null || atMs - lastMs > GAP_MS ? `M${x} ${y}h0` : `L${x} ${y}`;
    lastMs = atMs;
  }
  return path;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
