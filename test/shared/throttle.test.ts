import { expect, it } from 'vitest';
import { throttle } from '../../src-shared/throttle.ts';
import { createFakeClock } from '../fake-clock.ts';

const DELAY_MS = 100;

function create() {
  const clock = createFakeClock();
  const done: string[] = [];
  const act = throttle(clock, DELAY_MS, (value: string) => done.push(value));
  return { clock, done, act };
}

it('runs a moment later', () => {
  const { clock, done, act } = create();
  act('a');
  expect(done).toEqual([]);
  clock.advance(DELAY_MS);
  expect(done).toEqual(['a']);
});

it('runs ten times for a thousand calls in a second, and always for the last one', () => {
  const { clock, done, act } = create();
  for (let count = 1; count <= 1_000; count += 1) {
    act(String(count));
    clock.advance(1);
  }
  clock.advance(DELAY_MS);
  expect(done.length).toBeGreaterThan(1_000 / DELAY_MS - 2);
  expect(done.length).toBeLessThanOrEqual(1_000 / DELAY_MS + 1);
  expect(done.at(-1)).toBe('1000');
});

it('runs at once instead of the pending call', () => {
  const { clock, done, act } = create();
  act('a');
  act.now('b');
  expect(done).toEqual(['b']);
  expect(clock.pending()).toBe(0);
  act('c');
  clock.advance(DELAY_MS);
  expect(done).toEqual(['b', 'c']);
});

it('leaves no timer behind, neither idle nor cancelled', () => {
  const { clock, done, act } = create();
  act('a');
  clock.advance(DELAY_MS);
  expect(clock.pending()).toBe(0);
  act('b');
  act.cancel();
  expect(clock.pending()).toBe(0);
  clock.advance(DELAY_MS);
  expect(done).toEqual(['a']);
});
