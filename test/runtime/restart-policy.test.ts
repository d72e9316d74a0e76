import { expect, it } from 'vitest';
import { createRestartPolicy } from '../../src-main/runtime/restart-policy.ts';
import { createFakeClock } from '../fake-clock.ts';

/** Delays of a part that ends at these seconds. */
function delaysAt(seconds: readonly number[]): number[] {
  const clock = createFakeClock();
  const ended = createRestartPolicy(clock.nowMs);
  return seconds.map((second) => {
    clock.advance(second * 1_000 - clock.nowMs());
    return ended().delayMs;
  });
}

it('starts a part again well within a second', () => {
  expect(delaysAt([0])).toEqual([300]);
});

it('waits a minute after the sixth end within a minute [REL-PAGE-CRASH-LOOP]', () => {
  expect(delaysAt([0, 2, 4, 6, 8, 10])).toEqual([300, 300, 300, 300, 300, 60_000]);
});

it('gives a part all its attempts again after a crash loop', () => {
  expect(delaysAt([0, 1, 2, 3, 4, 5, 66, 67, 68, 69, 70, 71])).toEqual([
    ...[300, 300, 300, 300, 300, 60_000],
    ...[300, 300, 300, 300, 300, 60_000],
  ]);
});

it('never waits for a part that ends every 15 s', () => {
  const hours = Array.from({ length: 1_000 }, (_, index) => 15 * index);
  expect(new Set(delaysAt(hours))).toEqual(new Set([300]));
});

it('says when the wait is that of a crash loop', () => {
  const ended = createRestartPolicy(() => 0);
  expect(Array.from({ length: 6 }, () => ended().isCrashLoop)).toEqual([false, false, false, false, false, true]);
});
