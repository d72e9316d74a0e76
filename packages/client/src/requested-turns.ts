import type { Clock } from './clock.ts';
import type { Language } from './protocol.ts';
import { type StatusPatch, TURN_OVER } from './status.ts';

/** How long it listens in vain before it gives up. */
const SILENCE_MS = 6_000;
const THINKING_MS = 800;
const SPEECH_MS_PER_CHARACTER = 60;
const SPEECH_MAX_MS = 8_000;

interface Words {
  readonly listening: string;
  readonly thinking: string;
  readonly speaking: string;
  readonly answer: (question: string) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
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

type Update = (patch: StatusPatch) => void;

/** Turns that an overlay requested, by a typed question or by push to talk. One at a time. */
export interface RequestedTurns {
  /** Answers a typed question by repeating it. */
  answer(question: string, update: Update): void;
  /** Listens, hears nothing, and ends the turn. */
  listen(update: Update): void;
  /** Abandons the turn in progress, and leaves the status as it is. */
  cancel(): void;
}

/** @param language of the answers. */
export function createRequestedTurns(clock: Clock, language: Language): RequestedTurns {
  const words = WORDS[language];
  let cancel = () => {};
  const after = (delayMs: number, act: () => void) => {
    cancel = clock.setTimeout(act, delayMs);
  };

  return {
    answer(question, update) {
      cancel();
      const text = words.answer(question);
      update({ status: words.thinking, is_listening: true, overlay_visible: true });
      after(THINKING_MS, () => {
        update({ status: words.speaking, text, is_speaking: true, is_listening: false });
        after(Math.min(text.length * SPEECH_MS_PER_CHARACTER, SPEECH_MAX_MS), () => update(TURN_OVER));
      });
    },
    listen(update) {
      cancel();
      update({ status: words.listening, is_listening: true, overlay_visible: true });
      after(SILENCE_MS, () => update(TURN_OVER));
    },
    cancel: () => cancel(),
  };
}
