import { describe, expect, it } from 'vitest';
import { answerHeightPx, answerSizePx } from '../../src-shared/answer-size.ts';

describe('the size of an answer', () => {
  it.each([
    [0, 18],
    [90, 18],
    [91, 16],
    [240, 16],
    [241, 15],
    [400, 15],
    [401, 14],
    [100_000, 14],
  ])('steps down with length: %i characters are %i px', (length, size) => {
    expect(answerSizePx('a'.repeat(length))).toBe(size);
  });

  it('is smaller for many short lines, which take as much room as long ones', () => {
    expect(answerSizePx('milk\nbread\neggs\nbutter')).toBe(16);
  });
});

describe('the height of an answer', () => {
  it('is that of its lines and of the room around them', () => {
    expect(answerHeightPx('Yes.', 18, 420)).toBeCloseTo(32 + 25.2);
    expect(answerHeightPx('one\n\nthree', 18, 420)).toBeCloseTo(32 + 3 * 25.2);
  });

  it('is more on a narrow card, and in a larger type', () => {
    const text = 'a'.repeat(200);
    expect(answerHeightPx(text, 14, 280)).toBeGreaterThan(answerHeightPx(text, 14, 420));
    expect(answerHeightPx(text, 18, 420)).toBeGreaterThan(answerHeightPx(text, 14, 420));
  });

  it('has more room below when not all of it fits', () => {
    expect(answerHeightPx('a\n'.repeat(7), 14, 420)).toBeCloseTo(32 + 8 * 19.6);
    expect(answerHeightPx('a\n'.repeat(8), 14, 420)).toBeCloseTo(56 + 9 * 19.6);
  });
});
