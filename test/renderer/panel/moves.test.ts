import { expect, it } from 'vitest';
import { coalesceMoves } from '../../../src-renderer/panel/moves.ts';

function start() {
  const frames: (() => void)[] = [];
  const sent: number[] = [];
  const move = coalesceMoves<number>(
    (callback) => frames.push(callback),
    (value) => sent.push(value),
  );
  return { move, sent, frames: () => frames.length, drawFrame: () => frames.shift()?.() };
}

it('sends one move for each frame, the last one', () => {
  const { move, sent, frames, drawFrame } = start();
  for (const value of [0.1, 0.2, 0.3]) move(value);
  expect(sent).toEqual([]);
  drawFrame();
  expect(sent).toEqual([0.3]);
  move(0.4);
  move(0.5);
  drawFrame();
  expect(sent).toEqual([0.3, 0.5]);
  expect(frames()).toBe(0);
});

it('asks for no frame while nothing moves', () => {
  const { move, sent, frames, drawFrame } = start();
  expect(frames()).toBe(0);
  move(1);
  drawFrame();
  drawFrame();
  expect(sent).toEqual([1]);
});
