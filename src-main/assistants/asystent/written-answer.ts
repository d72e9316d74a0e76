import { cleanText } from '../clean-text.ts';

/**
 * An answer as the client writes it. Positions on the wire count its code points, before anything is cleaned: Python
 * counts strings so, and half of a surrogate pair has no position.
 */
export interface WrittenAnswer {
  /** null: the client does not count turns, and can send no deltas. */
  readonly turn: number | null;
  /** The beginning that may be shown. */
  readonly text: string;
  /** Of the whole answer, in code points. */
  readonly length: number;
  /** In code points; null: unknown. */
  readonly spoken: number | null;
}

/** An addition to an answer. */
export interface Delta {
  readonly turn: number;
  /** The answer's length before it, in code points. */
  readonly at: number;
  readonly append: string;
}

/** Twice the length that an overlay shows, in UTF-16 units: cleaning makes a text shorter. */
const WRITTEN_MAX_LENGTH = 20_000;

const SURROGATE_PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

export function writtenAnswer(turn: number | null, text: string, spoken: number | null): WrittenAnswer {
  return { turn, text: text.slice(0, WRITTEN_MAX_LENGTH), length: codePointsOf(text), spoken };
}

/**
 * Return the answer with an addition; null for one that does not fit: of another turn, sent twice, or after a lost one. Such
 * an answer stays the beginning of the right one until a status brings the whole. Pure.
 */
export function withDelta(answer: WrittenAnswer, { turn, at, append }: Delta): WrittenAnswer | null {
  if (turn !== answer.turn || at !== answer.length || append === '') return null;
  const text = `${answer.text}${append.slice(0, WRITTEN_MAX_LENGTH - answer.text.length)}`;
  return { ...answer, text, length: at + codePointsOf(append) };
}

/** Return the answer for display, and how many of its UTF-16 units have been spoken. Pure. */
export function answerFields({ text: written, spoken }: WrittenAnswer): {
  readonly text: string;
  readonly spokenTo: number | null;
} {
  const text = cleanText(written);
  if (spoken === null) return { text, spokenTo: null };
  const begun = cleanText(written.slice(0, unitsTo(written, spoken)));
  return { text, spokenTo: Math.min(begun.length, text.length) };
}

function codePointsOf(text: string): number {
  return text.length - (text.match(SURROGATE_PAIR)?.length ?? 0);
}

/** Return how many UTF-16 units the first code points of a text take. */
function unitsTo(text: string, codePoints: number): number {
  let units = 0;
  for (let left = codePoints; left > 0 && units < text.length; left -= 1) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  }
  return units;
}
