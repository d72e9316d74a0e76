import { describe, expect, it } from 'vitest';
import { createRepeatedLines } from '../../src-main/runtime/repeated-lines.ts';
import { createFakeClock } from '../fake-clock.ts';

const MINUTE_MS = 60_000;
const WINDOW_MS = 5 * MINUTE_MS;

function bench() {
  const clock = createFakeClock();
  const written: string[] = [];
  return { clock, written, lines: createRepeatedLines(clock, (line) => written.push(line)) };
}

describe('a line', () => {
  it('is written at once', () => {
    const { written, lines } = bench();
    lines.add('socket closed');
    expect(written).toEqual(['socket closed']);
  });

  it('that is repeated becomes one line with a count', () => {
    const { clock, written, lines } = bench();
    for (let second = 0; second < 30; second += 1) {
      lines.add('settings not saved');
      clock.advance(1_000);
    }
    clock.advance(WINDOW_MS);
    expect(written).toEqual(['settings not saved', 'settings not saved (29 more times, the last 271 s ago)']);
  });

  it('is written again when another one came between, so that the last line says what is the case [REL-LOG-REPEATS]', () => {
    const { clock, written, lines } = bench();
    const story = ['socket live', 'socket closed', 'polling port 5001', 'socket live', 'socket closed', 'socket live'];
    for (const line of story) {
      lines.add(line);
      clock.advance(1_000);
    }
    expect(written).toEqual(story);
  });

  it('that was repeated at once is counted before the next one', () => {
    const { written, lines } = bench();
    for (const line of ['a', 'a', 'a', 'b']) lines.add(line);
    expect(written).toEqual(['a', 'a (2 more times)', 'b']);
  });

  it('is counted by itself when several come in turn without end, in the order in which they came last [REL-LOG-REPEATS]', () => {
    const { clock, written, lines } = bench();
    for (let second = 0; second < 40; second += 2) {
      lines.add('socket live');
      clock.advance(1_000);
      lines.add('socket closed');
      clock.advance(1_000);
    }
    expect(written).toHaveLength(10);
    expect(written.slice(-2)).toEqual([
      'socket live (again and again: counted from here on)',
      'socket closed (again and again: counted from here on)',
    ]);
    clock.advance(WINDOW_MS);
    expect(written.slice(10)).toEqual([
      'socket live (15 more times, the last 262 s ago)',
      'socket closed (15 more times, the last 261 s ago)',
    ]);
  });

  it('takes little of the page for a month, also with others in turn [REL-LOG-REPEATS]', () => {
    const { clock, written, lines } = bench();
    for (let second = 0; second < 30 * 24 * 3_600; second += 10) {
      lines.add('socket live');
      lines.add('socket closed');
      clock.advance(10_000);
    }
    expect(written.length).toBeLessThan(30 * 24 * 2 * 7);
  });

  it('that comes again after a quiet time is written anew', () => {
    const { clock, written, lines } = bench();
    lines.add('client unreachable');
    clock.advance(WINDOW_MS + 1);
    lines.add('client unreachable');
    expect(written).toEqual(['client unreachable', 'client unreachable']);
  });

  it('that keeps coming for a month takes little of the page', () => {
    const { clock, written, lines } = bench();
    for (let minute = 0; minute < 30 * 24 * 60; minute += 1) {
      lines.add('port 6001 is not the client');
      clock.advance(MINUTE_MS);
    }
    expect(written.length).toBeLessThan(30 * 24 + 10);
  });
});

describe('the end', () => {
  it('writes the counts that have gathered, and leaves no timer', () => {
    const { clock, written, lines } = bench();
    lines.add('a');
    lines.add('a');
    lines.add('b');
    lines.flush();
    expect(written).toEqual(['a', 'a (1 more time)', 'b']);
    expect(clock.pending()).toBe(0);
  });
});

it('watches no more lines than fit, however different they are', () => {
  const { clock, written, lines } = bench();
  lines.add('line 0');
  lines.add('line 0');
  for (let index = 1; index < 1_000; index += 1) lines.add(`line ${index}`);
  expect(clock.pending()).toBeLessThanOrEqual(200);
  expect(written).toContain('line 0 (1 more time)');
  expect(written).toHaveLength(1_001);
});
