import { expect, it } from 'vitest';
import { startMotion } from '../../../src-renderer/bubble/motion.ts';
import { createFakeClock } from '../../fake-clock.ts';

function create() {
  const clock = createFakeClock();
  const root = { dataset: {} as DOMStringMap };
  const fadesAtMs: number[] = [];
  const follow = startMotion(root, () => fadesAtMs.push(clock.nowMs()), clock);
  return { clock, fadesAtMs, moves: () => root.dataset['moves'] === 'true', follow };
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

it('the phase before fades once the frame that shows the new one has been drawn, before that one moves', () => {
  const { clock, fadesAtMs, moves, follow } = create();
  const frameMs = 1_000 / 60;
  follow('listening');
  clock.advance(frameMs);
  expect(fadesAtMs).toEqual([]);
  clock.advance(frameMs);
  expect(fadesAtMs).toHaveLength(1);
  expect(moves()).toBe(false);
  follow('listening');
  clock.advance(250);
  expect(fadesAtMs).toHaveLength(1);
});
