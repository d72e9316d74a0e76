import { expect, it } from 'vitest';
import { calmDraw } from '../../src-main/runtime/throttle.ts';
import { createFakeClock } from '../fake-clock.ts';

const DELAY_MS = 100;

function calm() {
  const clock = createFakeClock();
  const drawn: string[] = [];
  return { clock, drawn, ...calmDraw<string>(clock, DELAY_MS, (state) => drawn.push(state)) };
}

it('a state is drawn a moment later', () => {
  const { clock, drawn, draw } = calm();
  draw('a');
  expect(drawn).toEqual([]);
  clock.advance(DELAY_MS);
  expect(drawn).toEqual(['a']);
});

it('of a thousand states in a second ten are drawn, and the last one always', () => {
  const { clock, drawn, draw } = calm();
  for (let count = 1; count <= 1_000; count += 1) {
    draw(String(count));
    clock.advance(1);
  }
  clock.advance(DELAY_MS);
  expect(drawn.length).toBeLessThanOrEqual(1_000 / DELAY_MS + 1);
  expect(drawn.at(-1)).toBe('1000');
});

it('what is drawn at once takes the place of what waits', () => {
  const { clock, drawn, draw, drawNow } = calm();
  draw('a');
  drawNow('b');
  expect(drawn).toEqual(['b']);
  expect(clock.pending()).toBe(0);
  draw('c');
  clock.advance(DELAY_MS);
  expect(drawn).toEqual(['b', 'c']);
});

it('no timer is left when nothing waits, nor after the end', () => {
  const { clock, drawn, draw, stop } = calm();
  draw('a');
  clock.advance(DELAY_MS);
  expect(clock.pending()).toBe(0);
  draw('b');
  stop();
  clock.advance(DELAY_MS);
  expect(drawn).toEqual(['a']);
});
