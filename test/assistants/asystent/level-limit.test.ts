import { describe, expect, it, vi } from 'vitest';
import { limitLevels } from '../../../src-main/assistants/asystent/level-limit.ts';
import type { Status } from '../../../src-main/assistants/asystent/protocol-status.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { status } from '../../overlay/events.ts';

function start() {
  const clock = createFakeClock();
  const setTimer = vi.spyOn(clock, 'setTimeout');
  const passed: Status[] = [];
  const timesMs: number[] = [];
  const limit = limitLevels(clock, (each) => {
    passed.push(each);
    timesMs.push(clock.nowMs());
  });
  return { clock, setTimer, limit, levels: () => passed.map(({ level }) => level), passed, timesMs };
}

const listening = (level: number | null, changes: Partial<Status> = {}) =>
  status({ phase: 'listening', level, ...changes });

/** Return a level that differs from the one before which passed, if every `every`th does. */
const differing = (step: number, every: number) => (step % every === 0 ? (step / every) % 2 : (1 + (step % 15)) / 16);

/** How a level comes: in a status that has been parsed, or in one that has not. */
const WAYS: readonly [string, (limit: ReturnType<typeof limitLevels>, level: number | null) => void][] = [
  ['in statuses', (limit, level) => limit.take(listening(level))],
  ['alone', (limit, level) => limit.hear(level)],
];

describe.each(WAYS)('levels that come %s', (_, hear) => {
  it('pass five times a second if they come faster, the newest each time [REL-LEVEL-FLOOD]', () => {
    const { clock, setTimer, limit, levels, timesMs } = start();
    limit.take(listening(0));
    for (let step = 1; step <= 100; step += 1) {
      clock.advance(10);
      hear(limit, differing(step, 19));
    }
    expect(timesMs).toEqual([0, 190, 380, 570, 760, 950]);
    expect(levels()).toEqual([0, 1, 0, 1, 0, 1]);
    clock.advance(1_000);
    expect(timesMs.at(-1)).toBe(1_170);
    expect(levels().at(-1)).toBe(differing(100, 19));
    expect(setTimer).toHaveBeenCalledTimes(6);
  });

  it('pass as they come at seven a second, and with every fourth of 20', () => {
    for (const [stepMs, every] of [
      [150, 1],
      [50, 4],
    ] as const) {
      const { clock, limit, timesMs } = start();
      limit.take(listening(0));
      for (let step = 1; step <= 40; step += 1) {
        clock.advance(stepMs);
        hear(limit, differing(step, every));
        if (step % every === 0) expect(clock.pending()).toBe(0);
      }
      expect(timesMs).toEqual(Array.from({ length: 1 + 40 / every }, (__, index) => index * every * stepMs));
    }
  });

  it('that look the same cost nothing', () => {
    const { clock, limit, levels } = start();
    limit.take(listening(0.5));
    for (const level of [0.51, 0.52, 0.5, 0.5]) {
      hear(limit, level);
      expect(clock.pending()).toBe(0);
      clock.advance(1_000);
    }
    expect(levels()).toEqual([0.5]);
  });

  it('do not wait once the level is what it was', () => {
    const { clock, limit, levels } = start();
    limit.take(listening(0.5));
    hear(limit, 1);
    expect(clock.pending()).toBe(1);
    hear(limit, 0.5);
    expect(clock.pending()).toBe(0);
    expect(levels()).toEqual([0.5]);
  });

  it('are over at once when the microphone is closed', () => {
    const { limit, levels } = start();
    limit.take(listening(0.5));
    hear(limit, 1);
    hear(limit, null);
    expect(levels()).toEqual([0.5, null]);
  });

  it('do not wait after the end', () => {
    const { clock, limit, levels } = start();
    limit.take(listening(0.5));
    hear(limit, 1);
    limit.stop();
    clock.advance(1_000);
    expect(levels()).toEqual([0.5]);
  });

  it('hold up nothing else, and follow it', () => {
    const { clock, limit, passed, timesMs } = start();
    limit.take(listening(0.25));
    hear(limit, 0.5);
    limit.take(listening(0.75, { heard: 'What' }));
    limit.take(listening(1, { heard: 'What', action: 'quit' }));
    clock.advance(1_000);
    limit.take(listening(0.5, { heard: 'What is' }));
    expect(passed.map(({ level, heard, action }) => [level, heard, action])).toEqual([
      [0.25, '', null],
      [0.25, 'What', null],
      [0.25, 'What', 'quit'],
      [1, 'What', null],
      [0.5, 'What is', null],
    ]);
    expect(timesMs).toEqual([0, 0, 0, 220, 1_000]);
  });
});

it('no flood of words brings more levels', () => {
  const { clock, limit, levels } = start();
  for (let step = 0; step < 1_000; step += 1) {
    limit.take(listening(step % 3 === 2 ? null : (step % 3) / 2, { heard: String(step) }));
    clock.advance(1);
  }
  const changes = levels().filter((level, index) => index > 0 && level !== levels()[index - 1]);
  expect(levels()).toHaveLength(1_000);
  expect(changes.length).toBeGreaterThan(5);
  expect(changes.length).toBeLessThan(20);
});

it('no level waits once a status has brought the end', () => {
  const clock = createFakeClock();
  const limit = limitLevels(clock, ({ heard }) => {
    if (heard !== '') limit.stop();
  });
  limit.take(listening(0.5));
  limit.take(listening(1, { heard: 'What' }));
  expect(clock.pending()).toBe(0);
});

it('a repeated status passes, and one that asks for something, but none for a level that has passed', () => {
  const { limit, passed } = start();
  for (const [level, changes] of [
    [null, {}],
    [0.5, { action: 'toggle_visibility' }],
    [0.5, {}],
  ] as const) {
    limit.take(listening(level, changes));
    limit.take(listening(level, changes));
  }
  expect(passed.map(({ level, action }) => [level, action])).toEqual([
    [null, null],
    [null, null],
    [0.5, 'toggle_visibility'],
    [0.5, 'toggle_visibility'],
    [0.5, null],
  ]);
});
