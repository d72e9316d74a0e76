import type { OverlayState } from '../../src-preload/contract.ts';
import { translator } from '../../src-preload/strings.ts';
import { isAbsent, isQuiet } from './phase.ts';
import type { ViewContext } from './view.ts';

/**
 * What the windows show while the user looks at the settings: a sample of an answer being spoken, so that a change can
 * be seen at once. What really goes on comes first. Pure.
 *
 * The tray is not told: it says what is the case.
 */
export function previewOf(state: OverlayState, { preferences, showCard }: ViewContext): OverlayState {
  const isUnwanted = preferences.visibility === 'never' || state.snoozedUntilEpochMs !== null;
  if (isUnwanted || !(isQuiet(state.phase) || isAbsent(state.phase))) return state;
  // A number that no answer of the client's has, so that neither is taken for the other grown longer.
  const answerId = -1;
  const answer = translator(state.language)('preview.answer');
  return {
    ...state,
    phase: 'speaking',
    visible: true,
    detail: null,
    answer: showCard ? answer : null,
    answerId,
    stopTts: null,
  };
}
