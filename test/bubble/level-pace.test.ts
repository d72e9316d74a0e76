import { expect, it } from 'vitest';
import { createLevelPace, LEVEL_INTERVAL_MS } from '../../src-main/bubble/level-pace.ts';
import { createFakeClock } from '../fake-clock.ts';

function create() {
  const clock = createFakeClock();
  const passed: (number | null)[] = [];
  return { clock, passed, pace: createLevelPace(clock, (level) => passed.push(level)) };
}

it('passes the first level at once, and the newest of those that come too fast', () => {
  const { clock, passed, pace } = create();
  for (const level of [0.25, 0.5, 0.75, 1]) {
    pace.take(level);
    clock.advance(40);
  }
  expect(passed).toEqual([0.25, 1]);
  clock.advance(LEVEL_INTERVAL_MS);
  expect(passed).toEqual([0.25, 1]);
  expect(clock.pending()).toBe(0);
});

it('passes no more than the pages draw, however many come', () => {
  const { clock, passed, pace } = create();
  for (let ms = 0; ms < 1_000; ms += 10) {
    pace.take((ms % 100) / 100);
    clock.advance(10);
  }
  expect(passed.length).toBeGreaterThan(5);
  expect(passed.length).toBeLessThanOrEqual(Math.ceil(1_000 / LEVEL_INTERVAL_MS));
});

it('passes nothing for levels that look the same, and none that was replaced by such a one', () => {
  const { clock, passed, pace } = create();
  pace.take(0.5);
  pace.take(0.9);
  pace.take(0.51);
  clock.advance(1_000);
  expect(passed).toEqual([0.5]);
  pace.take(null);
  expect(passed).toEqual([0.5, null]);
});

it('begins anew after a stop, without the level that waited', () => {
  const { clock, passed, pace } = create();
  pace.take(0.5);
  pace.take(1);
  pace.stop();
  clock.advance(1_000);
  expect(passed).toEqual([0.5]);
  pace.take(0.5);
  expect(passed).toEqual([0.5, 0.5]);
});
