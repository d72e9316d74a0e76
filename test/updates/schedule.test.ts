import { expect, it } from 'vitest';
import { firstCheck, nextCheck, waitMs } from '../../src-main/updates/schedule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = 1_000 * HOUR;

it.each([
  ['the first', (chance: number) => firstCheck(NOW, chance), MINUTE, 20 * HOUR],
  ['the next', (chance: number) => nextCheck(NOW, false, chance), 20 * HOUR, 28 * HOUR],
  ['the next after a failure', (chance: number) => nextCheck(NOW, true, chance), HOUR, 3 * HOUR],
])('%s check comes at a random time', (_, at, soonest, latest) => {
  expect([at(0) - NOW, at(1) - NOW]).toEqual([soonest, latest]);
  expect(at(0.5) - NOW).toBe((soonest + latest) / 2);
});

it('a check waits for its time', () => {
  expect(waitMs(NOW + HOUR, NOW, 0.5)).toBe(HOUR);
});

it.each([
  ['that was missed', NOW - 500 * HOUR],
  ['that is due', NOW],
  ['that a wrong clock has set', NOW + 30 * HOUR],
])('a check %s comes soon, at a random time', (_, next) => {
  expect([waitMs(next, NOW, 0), waitMs(next, NOW, 1)]).toEqual([MINUTE, 30 * MINUTE]);
});
