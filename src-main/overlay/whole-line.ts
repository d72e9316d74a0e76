import { controlButtons } from '../../src-shared/offers.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';

/**
 * Small letters that fit on the pill's second line, by the number of buttons: 292, 250 or 206 px at 6.8 px a letter. Without a
 * button, the line ends where one would be.
 */
const ROOM_LETTERS: Readonly<Record<number, number>> = { 0: 42, 1: 42, 2: 36, 3: 30 };

/** The extra width, in small letters, of a capital, and of an East Asian character or emoji. */
const CAPITAL_EXTRA = 0.3;
const WIDE_EXTRA = 0.9;
const CAPITAL = /\p{Lu}/gu;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]|\p{Extended_Pictographic}/gu;

/**
 * Return the assistant's words that the pill has to cut, in full, for the card: a failure, or the subject of a notice.
 * null if they fit, and while the card has an answer. Pure.
 * @param showCard whether the user wants to see more of the assistant than its failures.
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
