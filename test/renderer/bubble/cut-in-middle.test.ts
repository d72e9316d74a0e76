import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutInMiddle } from '../../../src-renderer/bubble/cut-in-middle.ts';
import { lettersOf } from '../../../src-shared/letters.ts';

describe('a line that is too long', () => {
  it('keeps its beginning and its end', () => {
    expect(cutInMiddle('What is the weather like tomorrow in Leeds?', 21, lettersOf)).toBe('What is t…in Leeds?');
    expect(cutInMiddle('one two three four five', 13, lettersOf)).toBe('one tw…r five');
  });

  it('has no space at the cut', () => {
    expect(cutInMiddle('one two three four five', 9, lettersOf)).toBe('one…five');
  });

  it('is left as it is if it fits', () => {
    expect(cutInMiddle('What time is it?', 20, lettersOf)).toBe('What time is it?');
    expect(cutInMiddle('', 0, lettersOf)).toBe('');
  });

  it('is not cut within a letter', () => {
    expect(cutInMiddle('👩‍👩‍👧‍👦'.repeat(9), 27, lettersOf)).toBe('👩‍👩‍👧‍👦…👩‍👩‍👧‍👦');
  });

  it('fits then, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (line, room) => {
        expect(lettersOf(cutInMiddle(line, room, lettersOf))).toBeLessThanOrEqual(room);
      }),
    );
  });
});
