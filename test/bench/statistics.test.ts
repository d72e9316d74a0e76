import { expect, it } from 'vitest';
import { quantile, summarize } from '../../bench/statistics.ts';

it('a quantile lies between its two nearest values', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([10, 20, 30], 0.5)).toBe(20);
  expect(quantile([0, 100], 0.95)).toBeCloseTo(95);
  expect(quantile([7], 0.99)).toBe(7);
  expect(quantile([], 0.5)).toBeNaN();
});

it('values are not sorted as words, and stay in their order', () => {
  const values = [9, 10, 100];
  expect(summarize(values)).toEqual({ median: 10, min: 9, max: 100, count: 3 });
  expect(values).toEqual([9, 10, 100]);
});

it('nothing has no summary', () => {
  expect(() => summarize([])).toThrow('nothing was measured');
});
