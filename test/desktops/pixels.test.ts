import { describe, expect, it } from 'vitest';
import type { Picture } from '../lab/picture.ts';
import { faultOfBubble, hasSign, isSame } from './pixels.ts';

const WIDTH = 40;
const HEIGHT = 20;
const BLUE = [50, 100, 160] as const;
const WHITE = [250, 250, 250] as const;
const BLACK = [0, 0, 0] as const;
const BUBBLE = { window: { x: 5, y: 0, width: 30, height: 20 }, pill: { x: 10, y: 5, width: 20, height: 10 } };

/** A blue screen with coloured areas. */
function screen(...areas: readonly [colour: readonly number[], x: number, y: number, width: number, height: number][]) {
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (const [colour, left, top, width, height] of [[BLUE, 0, 0, WIDTH, HEIGHT] as const, ...areas]) {
    for (let y = top; y < top + height; y += 1) {
      for (let x = left; x < left + width; x += 1) pixels.set(colour, (y * WIDTH + x) * 3);
    }
  }
  return { width: WIDTH, height: HEIGHT, pixels } satisfies Picture;
}

describe('the picture of a bubble', () => {
  it('has no fault with a light pill on what lies below', () => {
    expect(faultOfBubble(screen([WHITE, 10, 5, 20, 10]), BUBBLE)).toBeNull();
  });

  it('has one when another window covers the pill', () => {
    expect(faultOfBubble(screen(), BUBBLE)).toBe('the pill is not on the screen (0 % of it light)');
  });

  it('has one when the clear part of the window is black', () => {
    const picture = screen([BLACK, 5, 0, 30, 20], [WHITE, 10, 5, 20, 10]);
    expect(faultOfBubble(picture, BUBBLE)).toBe('a black box around the pill (67 % of its window)');
  });
});

describe('a sign', () => {
  const area = { x: 10, y: 5, width: 10, height: 10 };

  it('is seen by its contrast to the ground', () => {
    expect(hasSign(screen([WHITE, 10, 5, 10, 10], [BLACK, 14, 9, 2, 2]), area)).toBe(true);
  });

  it('is not the ground alone', () => {
    expect(hasSign(screen([WHITE, 10, 5, 10, 10]), area)).toBe(false);
  });
});

describe('two pictures', () => {
  const area = { x: 0, y: 0, width: WIDTH, height: HEIGHT };

  it('are the same when one is rounded differently', () => {
    expect(isSame(screen(), screen([[52, 98, 161], 0, 0, WIDTH, HEIGHT]), area)).toBe(true);
  });

  it('differ when a part of one does', () => {
    expect(isSame(screen(), screen([WHITE, 0, 0, 10, 10]), area)).toBe(false);
  });
});
