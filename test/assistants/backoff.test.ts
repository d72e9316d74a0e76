import { expect, it } from 'vitest';
import { PROMPT_PACE, SPREAD_PACE } from '../../src-main/assistants/backoff.ts';
import { createSeededRandom } from '../lab/seeded-random.ts';

it('one overlay tries again at once, and then within two seconds', () => {
  const next = (round: number, random: number) => PROMPT_PACE.nextAttemptInMs(round, random, 0);
  expect([0, 1, 2, 3, 9].map((round) => next(round, 0))).toEqual([250, 500, 1_000, 2_000, 2_000]);
  expect(next(0, 0.999)).toBeCloseTo(187.5, 0);
  expect(PROMPT_PACE.nextAttemptInMs(0, 0, 3_600_000)).toBe(0);
  expect(PROMPT_PACE.afterDenialMs(0.5)).toBe(60_000);
});

it('of many that lose a broker in the same moment, no tenth of a second gets more than its share [REL-MQTT-STORM]', () => {
  const random = createSeededRandom(1);
  const inTenth = new Map<number, number>();
  for (let overlay = 0; overlay < 10_000; overlay += 1) {
    const tenth = Math.floor(SPREAD_PACE.nextAttemptInMs(0, random(), 86_400_000) / 100);
    inTenth.set(tenth, (inTenth.get(tenth) ?? 0) + 1);
  }
  expect(inTenth.size).toBe(10);
  expect(Math.max(...inTenth.values())).toBeLessThan(1_200);
});

it('those that find no broker try ever less often, and are back half a minute after it [REL-MQTT-STORM]', () => {
  const waits = (random: number) =>
    [0, 1, 2, 3, 4, 5, 99].map((round) => SPREAD_PACE.nextAttemptInMs(round, random, 0));
  expect(waits(0)).toEqual([0, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  expect(waits(1)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

it('those that are denied come back once a minute, and not together [REL-MQTT-STORM] [REL-MQTT-DENIES]', () => {
  expect([0, 0.5, 1].map(SPREAD_PACE.afterDenialMs)).toEqual([60_000, 67_500, 75_000]);
});
