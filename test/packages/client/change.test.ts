import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../packages/check-client/src/wire-schema.ts';
import { changeOf } from '../../../packages/client/src/change.ts';
import { INITIAL_STATUS, type WireStatus } from '../../../packages/client/src/status.ts';

/** Texts of letters, a pair of surrogates, and its halves. */
const text = fc
  .array(fc.constantFrom('a', 'ż', ' ', '👋', '\ud83d', '\udc4b'), { maxLength: 8 })
  .map((parts) => parts.join(''));

const SPEAKING: WireStatus = { ...INITIAL_STATUS, phase: 'speaking', turn: 4, text: 'It is 👋', level: null };

describe('a change', () => {
  it('is none where nothing differs', () => {
    expect(changeOf(SPEAKING, { ...SPEAKING })).toEqual({ kind: 'none' });
  });

  it('of a text that has only grown is a delta, which counts code points', () => {
    const change = changeOf(SPEAKING, { ...SPEAKING, text: 'It is 👋 seven.' });
    const delta = { type: 'text_delta', turn: 4, at: 7, append: ' seven.' };
    expect(change).toEqual({ kind: 'grown', delta });
    expect(faultOf(delta, 'textDelta')).toBeNull();
  });

  it.each<[string, Partial<WireStatus>]>([
    ['a text that begins in another way', { text: 'Now it is 👋 seven.' }],
    ['a shorter text', { text: 'It is' }],
    ['a longer text in another turn', { text: 'It is 👋 seven.', turn: 5 }],
    ['a longer text that is spoken on', { text: 'It is 👋 seven.', spoken: 5 }],
    ['a phase', { phase: 'ready' }],
    ['a text that ends in the middle of a character', { text: 'It is 👋 \ud83d' }],
  ])('is a whole status for %s', (_, patch) => {
    expect(changeOf(SPEAKING, { ...SPEAKING, ...patch })).toEqual({ kind: 'other' });
  });

  it('is a whole status after half a character, and for a client that counts no turns', () => {
    const half = { ...SPEAKING, text: '\ud83d' };
    expect(changeOf(half, { ...half, text: '\ud83d\udc4b' })).toEqual({ kind: 'other' });
    const { turn, ...uncounted } = SPEAKING;
    expect(changeOf(uncounted, { ...uncounted, text: `${uncounted.text}!` })).toEqual({ kind: 'other' });
  });

  it('of the level alone is that', () => {
    expect(changeOf(SPEAKING, { ...SPEAKING, level: 0.5 })).toEqual({ kind: 'level' });
    expect(changeOf(SPEAKING, { ...SPEAKING, level: 0.5, heard: 'x' })).toEqual({ kind: 'other' });
  });

  it('and the text before it give the text after it, whatever the texts are', () => {
    fc.assert(
      fc.property(text, text, (before, more) => {
        const change = changeOf({ ...SPEAKING, text: before }, { ...SPEAKING, text: before + more });
        if (change.kind !== 'grown') return;
        const { at, append } = change.delta;
        expect([...before].length).toBe(at);
        expect([...before].slice(0, at).join('') + append).toBe(before + more);
      }),
    );
  });
});
