import { describe, expect, it } from 'vitest';
import { scrollPlan } from '../../../src-renderer/bubble/answer-scroll.ts';

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
