import { expect, it } from 'vitest';
import { areInOrder, raisesAbove, windowsAbove } from '../../src-main/windows/window-order.ts';

it.each([
  ['nothing, when ours are on top', [1, 2, 10, 11], []],
  ['from the top down what is above the lowest of ours', [1, 10, 2, 11, 3], [3, 2]],
  ['nothing, when none of ours is there', [1, 2], []],
])('above ours is %s', (_, order, above) => {
  expect(windowsAbove(order, [10, 11])).toEqual(above);
});

it('ours go directly above what covers them, one above the other', () => {
  expect(raisesAbove(2, [10, 11])).toEqual([
    { window: 10, above: 2 },
    { window: 11, above: 10 },
  ]);
});

it('our windows are in order if each lies above those before it', () => {
  expect(areInOrder([1, 20, 2, 21, 3], [20, 21])).toBe(true);
  expect(areInOrder([1, 21, 2, 20, 3], [20, 21])).toBe(false);
  // One of them has gone meanwhile.
  expect(areInOrder([1, 21], [20, 21])).toBe(true);
});
