import { expect, it } from 'vitest';
import { createSampling } from '../../src-main/diagnostics/sampling.ts';
import { createFakeClock } from '../fake-clock.ts';

it('samples at once and every second while it is on, and waits for nothing while it is not', () => {
  const clock = createFakeClock();
  const samples: (readonly [atMs: number, isFirst: boolean])[] = [];
  const setOn = createSampling(clock, (isFirst) => samples.push([clock.nowMs(), isFirst]));
  expect(clock.pending()).toBe(0);
  setOn(true);
  clock.advance(1_500);
  setOn(true);
  clock.advance(1_000);
  expect(samples).toEqual([
    [0, true],
    [1_000, false],
    [2_000, false],
  ]);
  expect(clock.pending()).toBe(1);
  setOn(false);
  setOn(false);
  expect(clock.pending()).toBe(0);
  clock.advance(60_000);
  setOn(true);
  expect(samples.slice(3)).toEqual([[62_500, true]]);
});
