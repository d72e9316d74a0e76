import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { isAbsent, isQuiet } from '../../src-shared/phase-kinds.ts';
import { translator } from '../../src-shared/strings.ts';
import type { ViewContext } from './model.ts';

/**
 * What the windows show while the user looks at the settings: a sample of an answer, so that a change can be seen at
 * once. The phase is the one that is the case, so that nothing moves for as long as the settings are open, and no screen
 * reader says that the assistant is speaking. What really goes on comes first. Pure.
 */
export function previewOf(state: OverlayState, { preferences, showCard }: ViewContext): OverlayState {
  const isUnwanted = preferences.visibility === 'never' || state.snoozedUntilEpochMs !== null;
  if (isUnwanted || isTelling(state)) return state;
  // A number that no answer of the client's has, so that neither is taken for the other grown longer.
  const answerId = -1;
  const answer = translator(state.language)('preview.answer');
  return {
    ...state,
    visible: true,
    answer: showCard ? answer : null,
    answerId,
    answerRestMs: null,
    wholeLine: null,
  };
}

/** Whether the client tells something on the screen, which comes before a sample. */
function isTelling({ phase, visible, answer, notice }: OverlayState): boolean {
  const isGoingOn = !isQuiet(phase) && !isAbsent(phase);
  return visible && (isGoingOn || answer !== null || notice !== null);
}
