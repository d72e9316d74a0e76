import { describe, expect, it } from 'vitest';
import { limitLevels } from '../../../src-main/assistants/asystent/level-limit.ts';
import type { Status } from '../../../src-main/assistants/asystent/protocol-status.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { status } from '../../overlay/events.ts';

function start() {
  const clock = createFakeClock();
  const passed: Status[] = [];
  const timesMs: number[] = [];
  const limit = limitLevels(clock, (each) => {
    passed.push(each);
    timesMs.push(clock.nowMs());
  });
  return { clock, limit, levels: () => passed.map(({ level }) => level), passed, timesMs };
}

const heard = (level: number | null, changes: Partial<Status> = {}) =>
  status({ phase: 'listening', level, ...changes });

describe('levels', () => {
  it('pass 20 times a second, the newest each time [REL-LEVEL-FLOOD]', () => {
    const { clock, limit, levels, timesMs } = start();
    for (let index = 0; index <= 100; index += 1) {
      limit.take(heard(index / 100));
      clock.advance(10);
    }
    clock.advance(50);
    expect(timesMs).toEqual(Array.from({ length: 22 }, (_, index) => index * 50));
    expect(levels().slice(0, 3)).toEqual([0, 0.04, 0.09]);
    expect(levels().at(-1)).toBe(1);
    expect(clock.pending()).toBe(0);
  });

  it('never hold up anything else, and are overtaken by it', () => {
    const { clock, limit, passed } = start();
    limit.take(heard(0.1));
    limit.take(heard(0.2));
    limit.take(heard(0.3, { heard: 'What' }));
    limit.take(heard(0.3, { heard: 'What', action: 'quit' }));
    clock.advance(1_000);
    expect(passed.map(({ level, heard: words, action }) => [level, words, action])).toEqual([
      [0.1, '', null],
      [0.3, 'What', null],
      [0.3, 'What', 'quit'],
    ]);
  });

  it('need no timer while none waits, and leave none', () => {
    const { clock, limit, levels } = start();
    limit.take(heard(0.1));
    expect(clock.pending()).toBe(0);
    limit.take(heard(0.2));
    expect(clock.pending()).toBe(1);
    limit.stop();
    clock.advance(1_000);
    expect(levels()).toEqual([0.1]);
  });

  it('go through as they come from a client that is slower', () => {
    const { clock, limit, levels } = start();
    for (const level of [0.1, 0.2, null]) {
      limit.take(heard(level));
      clock.advance(50);
    }
    expect(levels()).toEqual([0.1, 0.2, null]);
  });
});

it('a repeated status passes, as it always did', () => {
  const { limit, passed } = start();
  limit.take(heard(0.1));
  limit.take(heard(0.1));
  expect(passed).toHaveLength(2);
});
