import { describe, expect, it } from 'vitest';
import { answerHeightPx, answerRoomPx, answerSizePx } from '../../src-shared/answer-size.ts';
import { CARD_MAX_HEIGHT, HEARD_HEIGHT } from '../../src-shared/geometry.ts';

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
    expect(answerHeightPx('Yes.', 18, 420, CARD_MAX_HEIGHT)).toBeCloseTo(32 + 25.2);
    expect(answerHeightPx('one\n\nthree', 18, 420, CARD_MAX_HEIGHT)).toBeCloseTo(32 + 3 * 25.2);
  });

  it('is more on a narrow card, and in a larger type', () => {
    const text = 'a'.repeat(200);
    expect(answerHeightPx(text, 14, 280, CARD_MAX_HEIGHT)).toBeGreaterThan(
      answerHeightPx(text, 14, 420, CARD_MAX_HEIGHT),
    );
    expect(answerHeightPx(text, 18, 420, CARD_MAX_HEIGHT)).toBeGreaterThan(
      answerHeightPx(text, 14, 420, CARD_MAX_HEIGHT),
    );
  });

  it('has more room below when not all of it fits', () => {
    expect(answerHeightPx('a\n'.repeat(7), 14, 420, CARD_MAX_HEIGHT)).toBeCloseTo(32 + 8 * 19.6);
    expect(answerHeightPx('a\n'.repeat(8), 14, 420, CARD_MAX_HEIGHT)).toBeCloseTo(56 + 9 * 19.6);
  });

  it('has less room below the user’s words', () => {
    expect([answerRoomPx(false), answerRoomPx(true)]).toEqual([CARD_MAX_HEIGHT, CARD_MAX_HEIGHT - HEARD_HEIGHT]);
    const heightIn = (roomPx: number) => answerHeightPx('a\n'.repeat(7), 14, 420, roomPx);
    expect(heightIn(answerRoomPx(true))).toBeCloseTo(56 + 8 * 19.6);
  });
});
