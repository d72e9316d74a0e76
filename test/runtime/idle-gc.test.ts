import { expect, it } from 'vitest';
import { BURST_EVENTS, IDLE_MS, watchBursts } from '../../src-main/runtime/idle-gc.ts';
import { createFakeClock } from '../fake-clock.ts';

function watch() {
  const clock = createFakeClock();
  let ends = 0;
  const bursts = watchBursts(clock, () => {
    ends += 1;
  });
  const note = (events: number) => {
    for (let count = 0; count < events; count += 1) bursts.note();
  };
  return { clock, bursts, note, ends: () => ends };
}

it('a burst is over when nothing more comes', () => {
  const { clock, note, ends } = watch();
  note(BURST_EVENTS);
  expect(ends()).toBe(0);
  clock.advance(IDLE_MS);
  expect(ends()).toBe(1);
});

it('it lasts as long as something comes, and its end is told within twice that time', () => {
  const { clock, note, ends } = watch();
  note(BURST_EVENTS);
  for (let count = 0; count < 100; count += 1) {
    clock.advance(IDLE_MS / 10);
    note(1);
  }
  expect(ends()).toBe(0);
  clock.advance(2 * IDLE_MS);
  expect(ends()).toBe(1);
});

it('a few events are no burst, and start no timer', () => {
  const { clock, note, ends } = watch();
  note(BURST_EVENTS - 1);
  expect(clock.pending()).toBe(0);
  clock.advance(10 * IDLE_MS);
  expect(ends()).toBe(0);
});

it('events of a whole day add up, and those of the burst before do not count again', () => {
  const { clock, note, ends } = watch();
  for (let count = 0; count < BURST_EVENTS; count += 1) {
    note(1);
    clock.advance(10 * IDLE_MS);
  }
  expect(ends()).toBe(1);
  note(BURST_EVENTS - 1);
  clock.advance(10 * IDLE_MS);
  expect(ends()).toBe(1);
  expect(clock.pending()).toBe(0);
});

it('no timer is left after a burst, nor after the end', () => {
  const { clock, bursts, note, ends } = watch();
  note(BURST_EVENTS);
  clock.advance(IDLE_MS);
  expect(clock.pending()).toBe(0);
  note(BURST_EVENTS);
  bursts.stop();
  clock.advance(10 * IDLE_MS);
  expect(ends()).toBe(1);
  expect(clock.pending()).toBe(0);
});
