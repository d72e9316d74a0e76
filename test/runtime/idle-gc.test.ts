import { expect, it } from 'vitest';
import { BURST_EVENTS, IDLE_MS, START_MS, watchBursts } from '../../src-main/runtime/idle-gc.ts';
import { createFakeClock } from '../fake-clock.ts';

function start() {
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

/** A watch whose start is over, and not counted. */
function watch() {
  const started = start();
  started.clock.advance(START_MS);
  return { ...started, ends: () => started.ends() - 1 };
}

it('the start counts as a burst', () => {
  const { clock, ends } = start();
  clock.advance(START_MS - 1);
  expect(ends()).toBe(0);
  clock.advance(1);
  expect(ends()).toBe(1);
  expect(clock.pending()).toBe(0);
});

it('events after the start prolong it, until they pause', () => {
  const { clock, note, ends } = start();
  note(1);
  clock.advance(START_MS);
  expect(ends()).toBe(0);
  clock.advance(IDLE_MS);
  expect(ends()).toBe(1);
});

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
