import { lettersOf, pillLetters } from '../../src-shared/letters.ts';
import { controlButtons } from '../../src-shared/offers.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';

/**
 * Return the assistant's words that the pill has to cut, in full, for the card: a failure, or the subject of a notice.
 * null if they fit, and while the card has an answer. Pure.
 * @param showCard whether the user wants to see more of the assistant than its failures.
 */
export function wholeLine(state: Omit<OverlayState, 'wholeLine'>, showCard: boolean): string | null {
  const line = failureLine(state) ?? (showCard ? state.notice?.text : null) ?? '';
  const room = pillLetters(controlButtons(state.commands).length);
  return state.answer !== null || lettersOf(line) <= room ? null : line;
}

function failureLine({ detail }: Pick<OverlayState, 'detail'>): string | null {
  if (detail?.kind === 'client') return detail.text;
  return detail?.kind === 'command-rejected' && detail.code === 'failed' ? detail.message : null;
}
