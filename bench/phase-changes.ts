import type { StatusPatch } from '../packages/client/src/status.ts';
import type { Phase } from '../src-shared/overlay-state.ts';

/** Changes of the client's status that change the phase when they alternate. */
export const PHASE_CHANGES: readonly {
  readonly phase: Phase;
  readonly patch: StatusPatch & { readonly status: string };
}[] = [
  { phase: 'listening', patch: { status: 'Listening...', wake_word_detected: true, is_listening: true } },
  { phase: 'thinking', patch: { status: 'Processing...', wake_word_detected: true, is_listening: true } },
];
