import { expect, it } from 'vitest';
import { createSeededRandom, seedFrom } from './seeded-random.ts';

const first = (seed: number, count: number) => {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, () => random());
};

it('gives the same numbers for the same seed, and others for another', () => {
  expect(first(7, 20)).toEqual(first(7, 20));
  expect(first(7, 20)).not.toEqual(first(8, 20));
});

it('spreads its numbers over the whole of 0 to 1', () => {
  const numbers = first(1, 10_000);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const share = numbers.filter((number) => Math.floor(number * 10) === tenth).length;
    expect(share).toBeGreaterThan(850);
  }
});

it('takes a seed that was printed before', () => {
  expect(seedFrom('123')).toBe(123);
  expect(Number.isInteger(seedFrom(undefined))).toBe(true);
});
