import { expect, it } from 'vitest';
import { startMotion } from '../../../src-renderer/bubble/motion.ts';
import { createFakeClock } from '../../fake-clock.ts';

function create() {
  const clock = createFakeClock();
  const root = { dataset: {} as DOMStringMap };
  return { clock, moves: () => root.dataset['moves'] === 'true', follow: startMotion(root, clock.setTimeout) };
}

it('a picture moves when it has been there for a moment, and goes on while its phase does', () => {
  const { clock, moves, follow } = create();
  follow('listening');
  expect(moves()).toBe(false);
  clock.advance(250);
  expect(moves()).toBe(true);
  follow('listening');
  expect(moves()).toBe(true);
  expect(clock.pending()).toBe(0);
});

it('the picture of the next phase stands still at first', () => {
  const { clock, moves, follow } = create();
  follow('listening');
  clock.advance(250);
  follow('thinking');
  expect(moves()).toBe(false);
  clock.advance(250);
  expect(moves()).toBe(true);
});

it('phases that come and go faster never begin to move', () => {
  const { clock, moves, follow } = create();
  for (let change = 0; change < 20; change += 1) {
    follow(change % 2 === 0 ? 'listening' : 'thinking');
    clock.advance(100);
    expect(moves()).toBe(false);
  }
});
