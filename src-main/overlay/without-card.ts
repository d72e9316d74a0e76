import type { OverlayState } from '../../src-shared/overlay-state.ts';

/** The state as it is drawn while the panel is open: the card stands in its place, and on some desktops above it. Pure. */
export function withoutCard(state: OverlayState): OverlayState {
  return { ...state, answer: null, answerId: 0, answerRestMs: null, wholeLine: null };
}
