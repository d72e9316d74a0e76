import type { Clock } from '../system/clock.ts';
import { type StatusPatch, TURN_OVER } from './status.ts';

/** How long the client hears nothing before it gives up. */
const SILENCE_MS = 6_000;
const THINKING_MS = 800;
const SPEECH_MS_PER_CHARACTER = 60;

/** Turns that an overlay asked for: by typing, or by push to talk. */
export interface AskedTurns {
  /** Answers a typed question: what was typed, said back. */
  answer(question: string): void;
  /** Listens; nothing is ever heard, and so the turn ends. */
  listen(): void;
  /** Forgets the turn that is going on. */
  cancel(): void;
}

/** @param update changes the client's status. */
export function createAskedTurns(clock: Clock, update: (patch: StatusPatch) => void): AskedTurns {
  let cancel = () => {};
  const after = (delayMs: number, act: () => void) => {
    cancel = clock.setTimeout(act, delayMs);
  };

  return {
    answer(question) {
      cancel();
      update({ status: 'Processing...', is_listening: true, overlay_visible: true });
      after(THINKING_MS, () => {
        update({ status: 'Speaking...', text: `„${question}”`, is_speaking: true, is_listening: false });
        after(question.length * SPEECH_MS_PER_CHARACTER + 1_000, () => update(TURN_OVER));
      });
    },
    listen() {
      cancel();
      update({ status: 'Listening...', is_listening: true, overlay_visible: true });
      after(SILENCE_MS, () => update(TURN_OVER));
    },
    cancel: () => cancel(),
  };
}
