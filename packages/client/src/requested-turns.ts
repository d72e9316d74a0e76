import type { Clock } from '../../../src-main/runtime/clock.ts';
import type { ClientLanguage } from '../../../src-shared/languages.ts';
import { type StatusPatch, TURN_OVER } from './status.ts';

/** How long the client hears nothing before it gives up. */
const SILENCE_MS = 6_000;
const THINKING_MS = 800;
const SPEECH_MS_PER_CHARACTER = 60;
const SPEECH_MAX_MS = 8_000;

const WORDS: Readonly<
  Record<
    ClientLanguage,
    { listening: string; thinking: string; speaking: string; answer: (question: string) => string }
  >
> = {
  pl: {
    listening: 'słucham',
    thinking: 'Przetwarzam zapytanie...',
    speaking: 'mówię',
    answer: (question) => `Twoje pytanie: „${question}”. Klient wzorcowy umie je tylko powtórzyć.`,
  },
  en: {
    listening: 'Listening...',
    thinking: 'Processing...',
    speaking: 'Speaking...',
    answer: (question) => `You asked: “${question}”. The reference client can only repeat it.`,
  },
};

/** Turns that an overlay asked for: by typing, or by push to talk. */
export interface AskedTurns {
  /** Answers a typed question: what was typed, said back. */
  answer(question: string): void;
  /** Listens; nothing is ever heard, and so the turn ends. */
  listen(): void;
  /** Forgets the turn that is going on; the status is left as it is. */
  cancel(): void;
}

/** @param update changes the client's status. */
export function createAskedTurns(
  clock: Clock,
  language: ClientLanguage,
  update: (patch: StatusPatch) => void,
): AskedTurns {
  const words = WORDS[language];
  let cancel = () => {};
  const after = (delayMs: number, act: () => void) => {
    cancel = clock.setTimeout(act, delayMs);
  };

  return {
    answer(question) {
      cancel();
      const text = words.answer(question);
      update({ status: words.thinking, is_listening: true, overlay_visible: true });
      after(THINKING_MS, () => {
        update({ status: words.speaking, text, is_speaking: true, is_listening: false });
        after(Math.min(text.length * SPEECH_MS_PER_CHARACTER, SPEECH_MAX_MS), () => update(TURN_OVER));
      });
    },
    listen() {
      cancel();
      update({ status: words.listening, is_listening: true, overlay_visible: true });
      after(SILENCE_MS, () => update(TURN_OVER));
    },
    cancel: () => cancel(),
  };
}
