import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../lab/seeded-random.ts';
import { growthOf, slopeOf } from './growth.ts';

const samplesOf = (bytes: (hours: number) => number, count = 48) =>
  Array.from({ length: count }, (_, index) => ({ hours: index / 12, bytes: bytes(index / 12) }));

describe('the slope', () => {
  it('is that of a straight line, without an error', () => {
    const { bytesPerHour, errorBytesPerHour } = slopeOf(samplesOf((hours) => 7e6 + 250_000 * hours));
    expect(bytesPerHour).toBeCloseTo(250_000);
    expect(errorBytesPerHour).toBeCloseTo(0);
  });

  it('fits samples that are off the line by least squares', () => {
    const samples = [1, 3, 2].map((bytes, hours) => ({ hours, bytes }));
    const { bytesPerHour, errorBytesPerHour } = slopeOf(samples);
    expect(bytesPerHour).toBeCloseTo(0.5);
    // The squares of -0.5, 1 and -0.5, over one degree of freedom and a spread of 2.
    expect(errorBytesPerHour).toBeCloseTo(Math.sqrt(1.5 / 2));
  });

  it('is within twice its error of the true one, nearly always', () => {
    const random = createSeededRandom(1);
    const noise = () => (random() + random() + random() - 1.5) * 2e6;
    const runs = Array.from({ length: 200 }, () => slopeOf(samplesOf((hours) => 450e6 + 1e6 * hours + noise(), 17)));
    const right = runs.filter(
      ({ bytesPerHour, errorBytesPerHour }) => Math.abs(bytesPerHour - 1e6) < 2 * errorBytesPerHour,
    );
    expect(right.length).toBeGreaterThan(180);
    expect(right.length).toBeLessThan(200);
  });

  it('is not known from two samples', () => {
    expect(slopeOf(samplesOf(() => 7e6, 2)).bytesPerHour).toBeNaN();
    expect(slopeOf([]).errorBytesPerHour).toBeNaN();
  });
});

it('takes the slope from the last half, and the first and the last value from the whole', () => {
  const warmUp = samplesOf((hours) => (hours < 1.9 ? 5e6 + 1e6 * hours : 7e6 + 300_000 * (hours - 2)));
  const { firstBytes, lastBytes, bytesPerHour } = growthOf(warmUp);
  expect(bytesPerHour).toBeCloseTo(300_000);
  expect([firstBytes, lastBytes]).toEqual([5e6, warmUp.at(-1)?.bytes]);
});
