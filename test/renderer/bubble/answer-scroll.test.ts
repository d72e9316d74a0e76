import { describe, expect, it } from 'vitest';
import { jumps, scrollPlan } from '../../../src-renderer/bubble/answer-scroll.ts';

describe('an answer that is spoken', () => {
  it('stays where it is when all of it fits', () => {
    expect(scrollPlan('Seven degrees.', 190, 190).distancePx).toBe(0);
    expect(scrollPlan('', 0, 190).distancePx).toBe(0);
  });

  it('moves up by what does not fit', () => {
    expect(scrollPlan('a'.repeat(1_400), 500, 200).distancePx).toBe(300);
  });

  it('has the words of the moment in the middle of the card: 1,400 characters take 100 s', () => {
    // 500 px in 100 s: the voice is at the middle of the first 200 px after 20 s, and 300 px take 60 s.
    expect(scrollPlan('a'.repeat(1_400), 500, 200)).toEqual({ distancePx: 300, delayMs: 20_000, durationMs: 60_000 });
  });

  it('moves more slowly over a list, because the voice pauses between its lines', () => {
    // 28 characters in 2 s, and 4 pauses of half a second.
    const plan = scrollPlan('aaaa\nbbbb\ncccc\ndddd\neeeeeeee', 400, 200);
    expect(plan).toEqual({ distancePx: 200, delayMs: 1_000, durationMs: 2_000 });
  });
});

describe('a text that jumps', () => {
  const VIEW_PX = 190;
  const text = 'x'.repeat(1_400); // a hundred seconds

  it.each([200, 361, 570, 4_000])('of %d px keeps the words being spoken on the card', (textHeightPx) => {
    const plan = scrollPlan(text, textHeightPx, VIEW_PX);
    const [, count, position] = /^steps\((\d+), jump-(\w+)\)$/.exec(jumps(plan.distancePx, VIEW_PX)) ?? [];
    expect(position).toBe('both');
    const steps = Number(count);
    for (let ms = 0; ms < 100_000; ms += 100) {
      const progress = (ms - plan.delayMs) / plan.durationMs;
      // As CSS defines it: a jump at the beginning, at each step, and at the end.
      const jumped = progress < 0 ? 0 : Math.min(Math.floor(progress * steps) + 1, steps + 1);
      const topPx = (jumped / (steps + 1)) * plan.distancePx;
      const spokenPx = (ms / 100_000) * textHeightPx;
      expect(spokenPx).toBeGreaterThanOrEqual(topPx - 1);
      expect(spokenPx).toBeLessThanOrEqual(topPx + VIEW_PX + 1);
    }
  });
});
