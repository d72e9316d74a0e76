import { WHOLE_PILL } from '../../src-main/overlay/silhouette.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { VERSION_1 } from '../assistant.ts';

/** A state as main sends it: ready, on the screen, over the socket, in English; with the given differences. */
export function stateWith(differences: Partial<OverlayState> = {}): OverlayState {
  return {
    phase: 'ready',
    transport: 'socket',
    port: 6001,
    visible: true,
    isUrgent: false,
    presenting: null,
    detail: null,
    notice: null,
    heard: null,
    answer: null,
    answerId: 0,
    formatAnswers: true,
    answerSpokenTo: null,
    answerRestMs: null,
    wholeLine: null,
    needsUser: false,
    monitoring: true,
    commands: VERSION_1,
    assistant: null,
    clientName: null,
    profile: null,
    language: 'en',
    appearance: { opacity: 1, reducedMotion: false },
    silhouette: WHOLE_PILL,
    ...differences,
  };
}
