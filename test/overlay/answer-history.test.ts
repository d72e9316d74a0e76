import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AnswerHistory,
  type DatedAnswer,
  listedAnswers,
  withAnswer,
} from '../../src-main/overlay/answer-history.ts';
import { KEPT_ANSWERS_MAX } from '../../src-shared/panel-contract.ts';

function answer(id: number, text: string, changes: Partial<DatedAnswer> = {}): DatedAnswer {
  return { id, text, clientId: 'local', clientName: 'This computer', atEpochMs: id * 1_000, ...changes };
}

const historyOf = (...answers: readonly DatedAnswer[]) => answers.reduce<AnswerHistory>(withAnswer, []);
const texts = (history: AnswerHistory) => listedAnswers(history).map(({ text }) => text);

describe('the history of answers', () => {
  it('has the newest first, and ten at most', () => {
    const many = Array.from({ length: 15 }, (_, index) => answer(index, `Answer ${index}`));
    expect(texts(historyOf(...many))).toEqual(
      many
        .toReversed()
        .slice(0, KEPT_ANSWERS_MAX)
        .map(({ text }) => text),
    );
  });

  it('has an answer that grows once, with its last text and its first time', () => {
    const grown = historyOf(answer(1, 'Seven', { atEpochMs: 5 }), answer(1, 'Seven degrees.', { atEpochMs: 9 }));
    expect(listedAnswers(grown)).toEqual([answer(1, 'Seven degrees.', { atEpochMs: 5 })]);
  });

  it('leaves an answer that grows in its place, also when another client has begun', () => {
    const kitchen = answer(2, 'Eight.', { clientId: 'kitchen' });
    expect(texts(historyOf(answer(1, 'Seven'), kitchen, answer(1, 'Seven degrees.')))).toEqual([
      'Eight.',
      'Seven degrees.',
    ]);
  });

  it('has a repeat once, at its newest time, however long ago it was said', () => {
    const history = historyOf(answer(1, 'Yes.'), answer(2, 'No.'), answer(3, 'Yes.'));
    expect(listedAnswers(history)).toEqual([answer(3, 'Yes.'), answer(2, 'No.')]);
  });

  it('has what two clients say alike twice', () => {
    expect(texts(historyOf(answer(1, 'Yes.'), answer(2, 'Yes.', { clientId: 'kitchen' })))).toEqual(['Yes.', 'Yes.']);
  });

  it('does not lose an answer with which another one begins', () => {
    const history = historyOf(answer(1, 'Yes.'), answer(2, 'Yes.'), answer(2, 'Yes. It will rain.'), answer(3, 'No.'));
    expect(texts(history)).toEqual(['No.', 'Yes. It will rain.', 'Yes.']);
  });

  it('has, whatever is said: no more than ten, nothing twice, all of them said, the newest first', () => {
    const said = fc.array(
      fc.record({
        id: fc.integer({ min: 1, max: 25 }),
        text: fc.constantFrom('Yes.', 'No.', ...Array.from({ length: 12 }, (_, index) => `Answer ${index}`)),
        clientId: fc.constantFrom('local', 'kitchen'),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(said, (events) => {
        const dated = events.map(({ id, text, clientId }, index) => answer(id, text, { clientId, atEpochMs: index }));
        const history = historyOf(...dated);
        const listed = listedAnswers(history);
        expect(listed.length).toBeLessThanOrEqual(KEPT_ANSWERS_MAX);
        expect(history.length).toBeLessThanOrEqual(KEPT_ANSWERS_MAX + 1);
        expect(new Set(listed.map(({ clientId, text }) => `${clientId} ${text}`)).size).toBe(listed.length);
        expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
        for (const { id, text } of listed)
          expect(dated.some((each) => each.id === id && each.text === text)).toBe(true);
        const times = listed.map(({ atEpochMs }) => atEpochMs);
        expect(times).toEqual(times.toSorted((one, other) => other - one));
        const last = dated.at(-1);
        if (last !== undefined) expect(history.some(({ id, text }) => id === last.id && text === last.text)).toBe(true);
      }),
    );
  });
});
