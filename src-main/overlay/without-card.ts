import type { OverlayState } from '../../src-shared/overlay-state.ts';

/** Return the state without its card, for while the panel is open: the two would overlap. Pure. */
export function withoutCard(state: OverlayState): OverlayState {
  return { ...state, answer: null, answerId: 0, answerRestMs: null, wholeLine: null };
}
