import type { ReportedNotice } from '../assistant.ts';
import type { Told } from '../reduced-assistant.ts';

/** A question with its answer, or an announcement. */
export interface Turn {
  readonly number: number;
  readonly heard: string | null;
  readonly answer: string | null;
  /** More of it may come. */
  readonly isOpen: boolean;
}

/** A command that has been sent, and the event that will show its effect. */
export type Awaited = { readonly id: string } & (
  | { readonly what: 'microphone'; readonly isMuted: boolean }
  | { readonly what: 'listening' | 'speech-end' }
);

export interface Memory {
  /** `failed` lasts a while, or until the assistant does something else. */
  readonly doing: 'nothing' | 'listening' | 'thinking' | 'speaking' | 'failed';
  readonly turn: Turn;
  /** The texts of the snapshot, which may be those of a turn that goes on: then its event follows at once. */
  readonly past: (Pick<Turn, 'heard' | 'answer'> & { readonly untilMs: number }) | null;
  readonly cause: string | null;
  /** Whether it is connected to Home Assistant. */
  readonly hasServer: boolean;
  readonly isMuted: boolean;
  readonly volume: number | null;
  readonly isLoudspeakerMuted: boolean | null;
  /** The last timer that has run out, while that is the assistant's last word. */
  readonly notice: ReportedNotice | null;
  /** The number of the last notice, and the id of its timer. */
  readonly lastNotice: { readonly number: number; readonly timer: string | null };
  readonly awaited: readonly Awaited[];
  /** When a failure is over (monotonic clock); null: there is none. */
  readonly failedUntilMs: number | null;
  /** The snapshot has come. */
  readonly isKnown: boolean;
  readonly told: Told;
}

/** Nothing is known of the assistant. */
export const NO_MEMORY: Memory = {
  doing: 'nothing',
  turn: { number: 0, heard: null, answer: null, isOpen: false },
  past: null,
  cause: null,
  hasServer: true,
  isMuted: false,
  volume: null,
  isLoudspeakerMuted: null,
  notice: null,
  lastNotice: { number: 0, timer: null },
  awaited: [],
  failedUntilMs: null,
  isKnown: false,
  told: { report: null, offer: null },
};
