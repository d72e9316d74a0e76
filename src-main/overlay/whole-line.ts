import { controlButtons } from '../../src-shared/offers.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';

/** How many small letters the pill's second line has room for, by the number of buttons: 292, 250 or 206 px, and 6.8 for a letter. */
const ROOM_LETTERS: Readonly<Record<number, number>> = { 1: 42, 2: 36, 3: 30 };

/** How much wider than a small letter a capital is, and one of East Asia or an emoji. */
const CAPITAL_EXTRA = 0.3;
const WIDE_EXTRA = 0.9;
const CAPITAL = /\p{Lu}/gu;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]|\p{Extended_Pictographic}/gu;

/**
 * What the pill cuts of the client's own words, in full, for the card: a failure, or what a notice is about. null when it
 * fits, and while the card has an answer. Pure.
 * @param showCard whether the user wants to see more of the assistant than what has failed.
 */
export function wholeLine(state: Omit<OverlayState, 'wholeLine'>, showCard: boolean): string | null {
  const line = failureLine(state) ?? (showCard ? state.notice?.text : null) ?? '';
  const room = ROOM_LETTERS[controlButtons(state.commands).length] ?? 0;
  return state.answer !== null || lettersOf(line) <= room ? null : line;
}

function failureLine({ detail }: Pick<OverlayState, 'detail'>): string | null {
  if (detail?.kind === 'client') return detail.text;
  return detail?.kind === 'command-rejected' && detail.code === 'failed' ? detail.message : null;
}

function lettersOf(line: string): number {
  const count = (kind: RegExp) => line.match(kind)?.length ?? 0;
  return [...line].length + CAPITAL_EXTRA * count(CAPITAL) + WIDE_EXTRA * count(WIDE);
}
