import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../lab/seeded-random.ts';
import { floodedState, floodOf, markOf } from './floods.ts';

const floodsOf = (seed: number, count = 200) => {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, (_, index) => floodOf(index + 1, random));
};

describe('the floods of a soak', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(floodsOf(1)).toEqual(floodsOf(1));
    expect(floodsOf(1)).not.toEqual(floodsOf(2));
  });

  it('are of 2,000 to 5,000 states a second, for 1 to 3 seconds', () => {
    const rates = floodsOf(1).map(({ perSecond }) => perSecond);
    const seconds = floodsOf(1).map((flood) => flood.seconds);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(2_000);
    expect(Math.max(...rates)).toBeLessThanOrEqual(5_000);
    expect(Math.min(...seconds)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...seconds)).toBeLessThanOrEqual(3);
    expect(new Set(rates).size).toBeGreaterThan(150);
  });

  it('find all followers awake once, and then one of them asleep nineteen times', () => {
    const awake = floodsOf(1, 41).flatMap(({ isSleeping }, index) => (isSleeping ? [] : [index + 1]));
    expect(awake).toEqual([1, 21, 41]);
  });

  it('have states that all differ, of one line to nearly a kilobyte, each with its mark', () => {
    const states = [1, 2].flatMap((number) =>
      Array.from({ length: 100 }, (_, count) => ({ text: floodedState(number, count).text ?? '', number, count })),
    );
    expect(new Set(states.map(({ text }) => text)).size).toBe(states.length);
    for (const { text, number, count } of states) expect(text).toContain(markOf(number, count));
    const lengths = states.map(({ text }) => text.length);
    expect(Math.min(...lengths)).toBeLessThan(100);
    expect(Math.max(...lengths)).toBeGreaterThan(800);
  });
});
