import { isDeepStrictEqual } from 'node:util';
import type { WireStatus } from './status.ts';

/** An addition to an answer, as a frame. */
interface TextDelta {
  readonly type: 'text_delta';
  readonly turn: number;
  /** The length of the text before, in code points. */
  readonly at: number;
  readonly append: string;
}

/** How a change of the status goes over the wire. */
export type Change =
  | { readonly kind: 'none' }
  /** The answer has grown, and nothing else has changed. @param delta the frame for overlays that accept it. */
  | { readonly kind: 'grown'; readonly delta: TextDelta }
  /** Nothing but the level of the microphone. */
  | { readonly kind: 'level' }
  | { readonly kind: 'other' };

/** Compare two statuses. Pure. */
export function changeOf(before: WireStatus, next: WireStatus): Change {
  if (isDeepStrictEqual(before, next)) return { kind: 'none' };
  if (isDeepStrictEqual({ ...before, level: null }, { ...next, level: null })) return { kind: 'level' };
  const { text, turn } = before;
  const isLonger = next.text.length > text.length && next.text.startsWith(text);
  const isOnlyText = isDeepStrictEqual({ ...before, text: '' }, { ...next, text: '' });
  // Half a surrogate pair has no place to continue at.
  if (turn === undefined || !isLonger || !isOnlyText || !isWhole(text) || !isWhole(next.text)) return { kind: 'other' };
  const delta: TextDelta = { type: 'text_delta', turn, at: [...text].length, append: next.text.slice(text.length) };
  return { kind: 'grown', delta };
}

/** Whether a text does not end within a code point. */
function isWhole(text: string): boolean {
  return !/[\ud800-\udbff]$/.test(text);
}
