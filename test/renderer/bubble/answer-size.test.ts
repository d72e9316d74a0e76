import { describe, expect, it } from 'vitest';
import { answerSizePx } from '../../../src-renderer/bubble/answer-size.ts';

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
