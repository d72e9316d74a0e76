import { describe, expect, it } from 'vitest';
import { growthOf, lowerEnvelope, slopePerHour } from './growth.ts';

const samplesOf = (bytes: (hours: number) => number, count = 48) =>
  Array.from({ length: count }, (_, index) => ({ hours: index / 12, bytes: bytes(index / 12) }));

describe('the slope', () => {
  it('is that of a straight line', () => {
    expect(slopePerHour(samplesOf((hours) => 7e6 + 250_000 * hours))).toBeCloseTo(250_000);
    expect(slopePerHour(samplesOf(() => 7e6))).toBe(0);
  });

  it('fits samples that are off the line by least squares', () => {
    const samples = [
      { hours: 0, bytes: 1 },
      { hours: 1, bytes: 3 },
      { hours: 2, bytes: 2 },
    ];
    expect(slopePerHour(samples)).toBeCloseTo(0.5);
  });

  it('is not known from one time', () => {
    expect(slopePerHour([])).toBeNaN();
    expect(slopePerHour([{ hours: 1, bytes: 5 }])).toBeNaN();
  });
});

it('takes the lowest of each three samples', () => {
  const samples = [5, 3, 4, 9, 8, 7, 1].map((bytes, hours) => ({ hours, bytes }));
  expect(lowerEnvelope(samples)).toEqual([
    { hours: 1, bytes: 3 },
    { hours: 5, bytes: 7 },
  ]);
});

describe('the growth', () => {
  it('is that of the last half, with the first and the last value of the whole', () => {
    const warmUp = samplesOf((hours) => (hours < 2 ? 5e6 + 1e6 * hours : 7e6 + 300_000 * (hours - 2)));
    const { firstBytes, lastBytes, bytesPerHour } = growthOf(warmUp);
    expect(bytesPerHour).toBeCloseTo(300_000, -2);
    expect([firstBytes, lastBytes]).toEqual([5e6, warmUp.at(-1)?.bytes]);
  });

  it('ignores garbage that rises and is collected, and sees a leak below it', () => {
    const garbage = (hours: number) => ((hours * 12) % 3) * 2e6;
    expect(growthOf(samplesOf((hours) => 7e6 + garbage(hours))).bytesPerHour).toBeCloseTo(0);
    expect(growthOf(samplesOf((hours) => 7e6 + 1.5e6 * hours + garbage(hours))).bytesPerHour).toBeCloseTo(1.5e6, -2);
  });
});
