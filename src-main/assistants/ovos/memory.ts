import type { Problem } from '../../../src-shared/overlay-state.ts';
import type { Told } from '../reduced-assistant.ts';
import type { Service } from './wire.ts';

/** The assistant's activity. `failed` lasts until the next one. */
export type Doing = 'nothing' | 'listening' | 'thinking' | 'speaking' | 'failed';

/** A command that has been sent, and the message on the bus that will show its effect. */
export type Awaited = { readonly id: string } & (
  | { readonly what: 'mic'; readonly on: boolean }
  | { readonly what: 'utterance'; readonly text: string }
  | { readonly what: 'record-begin' | 'output-end' | 'volume' }
);

/** A part of an answer. */
export interface Caption {
  readonly from: number;
  readonly to: number;
  /** It follows the part before, and no other was announced since: this part is heard now. */
  readonly isSure: boolean;
}

/** A question with its answer, or an answer that nobody asked for. */
export interface Turn {
  readonly number: number;
  readonly heard: string | null;
  /** The answer so far; empty before its first part. */
  readonly text: string;
  /** More parts may come. */
  readonly isOpen: boolean;
  /** Where the last part that began to be heard begins and ends; null before the first. */
  readonly caption: Caption | null;
  /** All of it has been heard. */
  readonly isHeardOut: boolean;
  /** Nobody speaks its answer, which has to be read. */
  readonly isUnspoken: boolean;
  /** It has asked the user something, and waits. */
  readonly expectsAnswer: boolean;
}

export interface Memory {
  readonly doing: Doing;
  readonly turn: Turn;
  /** A voice is heard, possibly with the answer of the turn before. */
  readonly isVoiceOn: boolean;
  /** The voice has been stopped before its end. */
  readonly isVoiceCut: boolean;
  readonly cause: string | null;
  readonly problem: Problem | null;
  /** Of the microphone; null: unknown. */
  readonly isMuted: boolean | null;
  readonly isAsleep: boolean;
  /** null until a plugin for the volume has answered. */
  readonly volume: { readonly level: number | null; readonly isMuted: boolean | null } | null;
  /** The listener has lowered the volume while it records. */
  readonly isDucked: boolean;
  readonly services: Readonly<Record<Service, 'unknown' | 'ready' | 'missing'>>;
  readonly lang: string | null;
  readonly awaited: readonly Awaited[];
  /** Enough is known for a report. */
  readonly isKnown: boolean;
  /** When each deadline is due (monotonic clock); null: never. */
  readonly dueAtMs: Readonly<Record<Deadline, number | null>>;
  readonly told: Told;
}

/**
 * `services`: ask again those that have not answered; `give-up`: take them for missing; `mic`: ask for the state of the
 * microphone; `speech`: take the voice for missing, which has not begun the answer.
 */
export type Deadline = 'services' | 'give-up' | 'mic' | 'speech';

export const NO_TURN: Turn = {
  number: 0,
  heard: null,
  text: '',
  isOpen: false,
  caption: null,
  isHeardOut: false,
  isUnspoken: false,
  expectsAnswer: false,
};

/** Nothing is known of the assistant. */
export const NO_MEMORY: Memory = {
  doing: 'nothing',
  turn: NO_TURN,
  isVoiceOn: false,
  isVoiceCut: false,
  cause: null,
  problem: null,
  isMuted: null,
  isAsleep: false,
  volume: null,
  isDucked: false,
  services: { voice: 'unknown', audio: 'unknown', skills: 'unknown' },
  lang: null,
  awaited: [],
  isKnown: false,
  dueAtMs: { services: null, 'give-up': null, mic: null, speech: null },
  told: { report: null, offer: null },
};
