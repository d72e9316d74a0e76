import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { AWAKE_AFTER_MS, watchScreen } from '../../src-main/desktop/watch-screen.ts';
import { createFakeClock } from '../fake-clock.ts';

/** Watch a computer without an X server. @param displays the ids of its displays. */
function watch(displays: readonly number[] = [78]) {
  const clock = createFakeClock();
  const power = new EventEmitter();
  let ids = displays;
  let changed = () => {};
  const said: boolean[] = [];
  const lines: string[] = [];
  watchScreen({
    clock,
    power,
    displays: {
      now: () => ({ displays: ids.map((id) => ({ id })) }),
      onChange(listener) {
        changed = listener;
      },
    },
    onSeen: (seen) => said.push(seen),
    log: (line) => lines.push(line),
  });
  return {
    clock,
    power,
    said,
    lines,
    displaysAre(...next: readonly number[]) {
      ids = next;
      changed();
    },
  };
}

it('says nothing as long as the screen can be seen', () => {
  const { said, displaysAre } = watch();
  displaysAre(78, 79);
  displaysAre(79);
  expect(said).toEqual([]);
});

it('names in the log what is in the way, but not what comes in addition', () => {
  const { power, lines } = watch();
  power.emit('lock-screen');
  power.emit('suspend');
  power.emit('resume');
  power.emit('unlock-screen');
  expect(lines).toEqual(['the screen can’t be seen: screen locked', 'the screen can be seen']);
});

describe('a computer without a display', () => {
  it('shows nothing until it has one again', () => {
    const { said, displaysAre } = watch();
    displaysAre(0);
    expect(said).toEqual([false]);
    displaysAre(78);
    expect(said).toEqual([false, true]);
  });

  it('shows nothing either if it is said to have no display at all', () => {
    const { said, displaysAre } = watch();
    displaysAre();
    expect(said).toEqual([false]);
  });

  it('that never had one is taken for one whose displays Chromium does not know [REL-UNSEEN-IN-DOUBT]', () => {
    const { said, displaysAre } = watch([0]);
    displaysAre(0);
    expect(said).toEqual([]);
  });
});

describe('a computer that goes to sleep', () => {
  it('shows nothing until it wakes [REL-UNSEEN-ASLEEP]', () => {
    const { clock, power, said } = watch();
    power.emit('suspend');
    expect(said).toEqual([false]);
    power.emit('resume');
    expect(said).toEqual([false, true]);
    expect(clock.pending()).toBe(0);
  });

  it('but stays awake shows everything again after a minute [REL-UNSEEN-IN-DOUBT]', () => {
    const { clock, power, said } = watch();
    power.emit('suspend');
    power.emit('suspend');
    clock.advance(AWAKE_AFTER_MS - 1);
    expect(said).toEqual([false]);
    clock.advance(1);
    expect(said).toEqual([false, true]);
  });
});
