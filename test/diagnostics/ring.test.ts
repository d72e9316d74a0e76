import { expect, it } from 'vitest';
import { createRing } from '../../src-main/diagnostics/ring.ts';

it('keeps the last ones, the oldest first', () => {
  const ring = createRing<number>(3);
  expect(ring.items()).toEqual([]);
  for (const [item, kept] of [
    [1, [1]],
    [2, [1, 2]],
    [3, [1, 2, 3]],
    [4, [2, 3, 4]],
    [5, [3, 4, 5]],
    [6, [4, 5, 6]],
    [7, [5, 6, 7]],
  ] as const) {
    ring.add(item);
    expect(ring.items()).toEqual(kept);
  }
});
