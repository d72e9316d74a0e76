import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerFields, withDelta, writtenAnswer } from '../../../src-main/assistants/asystent/written-answer.ts';

/** Texts of characters that are counted, or cleaned, in more than one way. */
const anyText = fc
  .array(fc.constantFrom('a', 'e\u0301', ' ', '👋', '\ud83d', '\u202e', '\0', '\r\n'), { maxLength: 12 })
  .map((parts) => parts.join(''));

const HALF_PAST = writtenAnswer(4, 'Wpół do 👋', null);

describe('an addition to an answer', () => {
  it('continues it at its length in code points', () => {
    const longer = withDelta(HALF_PAST, { turn: 4, at: 9, append: ' ósmej 🕢' });
    expect(longer).toEqual({ turn: 4, text: 'Wpół do 👋 ósmej 🕢', length: 17, spoken: null });
    expect(longer && withDelta(longer, { turn: 4, at: 17, append: '.' })?.text).toBe('Wpół do 👋 ósmej 🕢.');
  });

  it.each([
    ['of another turn', { turn: 5, at: 9, append: '.' }],
    ['before the end, as one that comes twice', { turn: 4, at: 8, append: '.' }],
    ['beyond the end, as one after a lost one', { turn: 4, at: 10, append: '.' }],
    ['of nothing', { turn: 4, at: 9, append: '' }],
  ])('%s does not fit', (_, delta) => {
    expect(withDelta(HALF_PAST, delta)).toBeNull();
  });

  it('does not fit an answer whose turn is not known', () => {
    expect(withDelta(writtenAnswer(null, 'x', null), { turn: 0, at: 1, append: '.' })).toBeNull();
  });

  it('is counted, and not kept, beyond what is shown', () => {
    const long = writtenAnswer(4, 'x'.repeat(100_000), null);
    expect(long).toMatchObject({ length: 100_000 });
    const longer = withDelta(long, { turn: 4, at: 100_000, append: 'y'.repeat(100_000) });
    expect(longer).toMatchObject({ length: 200_000 });
    expect(longer?.text.length).toBe(long.text.length);
    expect(longer && answerFields(longer).text).toHaveLength(10_000);
  });

  it('gives the same as the whole, however it is divided', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 9 }), { maxLength: 9 }), (parts) => {
        let answer = writtenAnswer(1, '', null);
        for (const append of parts) answer = withDelta(answer, { turn: 1, at: answer.length, append }) ?? answer;
        expect(answer).toEqual(writtenAnswer(1, parts.join(''), null));
        expect(answer.length).toBe([...parts.join('')].length);
      }),
    );
  });
});

describe('how far an answer has been spoken', () => {
  it.each([
    ['Seven degrees.', 5, 5],
    ['Seven degrees.', 0, 0],
    ['Seven degrees.', 99, 14],
    ['Seven degrees.', Number.MAX_SAFE_INTEGER, 14],
    ['👋👋 Hello', 2, 4],
    ['👋👋 Hello', 4, 6],
    ['', 3, 0],
    // Characters that are not shown do not count.
    ['  Seven', 4, 2],
    ['\u202eSeven\u0007', 3, 2],
  ])('%j at %d code points is %d UTF-16 units of what is shown', (text, spoken, spokenTo) => {
    expect(answerFields(writtenAnswer(1, text, spoken)).spokenTo).toBe(spokenTo);
  });

  it('is unknown where the client does not say', () => {
    expect(answerFields(writtenAnswer(1, 'Seven', null))).toEqual({ text: 'Seven', spokenTo: null });
  });

  it('never goes beyond the text, whatever it is', () => {
    fc.assert(
      fc.property(anyText, fc.nat(40), (text, spoken) => {
        const fields = answerFields(writtenAnswer(1, text, spoken));
        expect(fields.spokenTo).toBeLessThanOrEqual(fields.text.length);
      }),
    );
  });
});
