import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { isAbsent, isQuiet } from '../../src-shared/phase-kinds.ts';
import type { Settings } from '../../src-shared/settings.ts';
import { translator } from '../../src-shared/strings.ts';
import type { ViewContext } from './model.ts';

/**
 * Return the state to draw while the settings are open: with a sample answer, so that a change shows at once. The phase
 * stays the real one, so that nothing moves and no screen reader announces speech. Real news comes first. Pure.
 */
export function previewOf(
  state: OverlayState,
  { preferences, showCard }: ViewContext,
  form: Settings['appearance']['form'],
): OverlayState {
  const isUnwanted = preferences.visibility === 'never' || state.presenting !== null;
  if (isUnwanted || isTelling(state)) return state;
  // No real answer has this number, so that neither is taken for the other grown longer.
  const answerId = -1;
  const answer = translator(state.language)('preview.answer');
  // The orb stands alone while there is no answer.
  const hasAnswer = showCard && form === 'pill';
  return { ...withoutCard(state), visible: true, answer: hasAnswer ? answer : null, answerId };
}

/**
 * Return the state for a bubble that is not shown although there is something to show. Without the card, because an old
 * answer would fade out when the bubble comes back with a new one. Pure.
 */
export function heldBack(state: OverlayState): OverlayState {
  return { ...withoutCard(state), visible: false };
}

/** Return the state without its card, for while the panel is open: the two would overlap. Pure. */
export function withoutCard(state: OverlayState): OverlayState {
  return {
    ...state,
    heard: state.phase === 'thinking' ? state.heard : null,
    answer: null,
    answerId: 0,
    answerRestMs: null,
    wholeLine: null,
  };
}

/** Whether the bubble shows real news, which comes before a sample. */
function isTelling({ phase, visible, answer, notice }: OverlayState): boolean {
  const isGoingOn = !isQuiet(phase) && !isAbsent(phase);
  return visible && (isGoingOn || answer !== null || notice !== null);
}
