import { describe, expect, it } from 'vitest';
import { HISTORY_MS } from '../../../src-renderer/diagnostics/history.ts';
import { sparklinePath } from '../../../src-renderer/diagnostics/sparkline-path.ts';

const BOX = { width: 600, height: 100 };
/** A point every second, ending now; a second is one unit wide. */
const points = (...values: readonly (number | null)[]) =>
  values.map((value, index) => ({ atMs: HISTORY_MS * 2 + index * 1_000, value }));

describe('a curve', () => {
  it('ends at the right, and reaches the top with its greatest value', () => {
    expect(sparklinePath(points(0, 5, 10), 'line', BOX)).toBe('M598 100h0L599 50L600 0');
  });

  it('has a stem for each value, and none for zero', () => {
    expect(sparklinePath(points(10, 0, 5), 'stems', BOX)).toBe('M598 100V0M600 100V50');
  });

  it('breaks where nothing is known', () => {
    expect(sparklinePath(points(10, null, 10, 10), 'line', BOX)).toBe('M597 0h0M599 0h0L600 0');
    const asleep = [
      { atMs: 0, value: 1 },
      { atMs: 60_000, value: 1 },
    ];
    expect(sparklinePath(asleep, 'line', BOX)).toBe('M540 0h0M600 0h0');
  });

  it('lies at the bottom when everything is zero, and is not there without values', () => {
    expect(sparklinePath(points(0, 0), 'line', BOX)).toBe('M599 100h0L600 100');
    expect(sparklinePath(points(null, null), 'line', BOX)).toBe('');
    expect(sparklinePath([], 'stems', BOX)).toBe('');
  });
});
