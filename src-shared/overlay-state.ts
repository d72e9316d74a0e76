import type { CommandStates, CommandSubject, RejectionCode } from './commands.ts';
import type { ClientLanguage, Language } from './languages.ts';

/** The phases. docs/protocol.md says how they follow from a client's messages. */
export const PHASES = [
  'connecting',
  'ready',
  'paused',
  'listening',
  'thinking',
  'speaking',
  'error',
  'offline',
] as const;
export type Phase = (typeof PHASES)[number];

/** How the client's state arrives: pushed over the socket, polled over HTTP, or not at all. */
export type Transport = 'socket' | 'polling' | 'none';

/**
 * Why a connection to a paired client was not made: the certificate is not the pinned one, or has expired; or the client
 * refuses our key (401, or 429 after too many), or we have none.
 */
export const DENIALS = ['wrong-certificate', 'expired-certificate', 'wrong-key'] as const;
export type Denial = (typeof DENIALS)[number];

/**
 * Causes of an error that the overlay has to put into words itself: the assistant did not understand the question; its messages
 * are encrypted, which the overlay can't read; it is there without the service that listens, or without the Home Assistant
 * that answers for it; or Home Assistant is there without the satellite.
 */
export const PROBLEMS = [
  'not-understood',
  'encrypted',
  'no-voice-service',
  'no-home-assistant',
  'no-satellite',
] as const;
export type Problem = (typeof PROBLEMS)[number];

/** The kinds of notices. */
export const NOTICE_KINDS = ['notification', 'briefing', 'day-summary', 'summary'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Information that the client presents unasked. */
export interface Notice {
  readonly kind: NoticeKind;
  /** Its subject in the client's words: one line, often truncated by the client. Empty if it gives none. */
  readonly text: string;
}

/** The pill's second line. */
export type Detail =
  /** No assistant found yet; attempts go on. */
  | { readonly kind: 'looking' }
  /** The same for a paired client, once known that nothing answers there: host and port. */
  | { readonly kind: 'no-answer'; readonly address: string }
  /** A client that was missing has just been found, with its name for itself. */
  | { readonly kind: 'found'; readonly name: string }
  /** Nothing answers; attempts go on. */
  | { readonly kind: 'retrying' }
  /** Live, but over HTTP, which carries no commands. */
  | { readonly kind: 'polling'; readonly port: number }
  /** A command failed: the client closed the socket over it, or did not answer in time. */
  | ({ readonly kind: 'command-failed'; readonly reason: 'refused' | 'unanswered' } & CommandSubject)
  /** The client rejected a command: a code of the protocol, and its own words, which may be empty. */
  | ({ readonly kind: 'command-rejected'; readonly code: RejectionCode; readonly message: string } & CommandSubject)
  /** Something else answers, or the client refuses our key; nothing is sent. */
  | { readonly kind: 'denied'; readonly reason: Denial }
  /** The cause of an error in the client's words. Plain text. */
  | { readonly kind: 'client'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** The client's work while it thinks, in its own words. Plain text. */
  | { readonly kind: 'activity'; readonly text: string }
  /** The client waits for the user's answer, and says nothing else. */
  | { readonly kind: 'needs-user' }
  /** The client has been thinking for long without a change. */
  | { readonly kind: 'slow' }
  /** A notice during a turn, which keeps the pill. */
  | { readonly kind: 'notice'; readonly notice: Notice };

/** How much of its place the bubble takes on the screen. Pages and main have to agree on it. */
export interface Silhouette {
  /** The pill, or the orb alone, without buttons. */
  readonly form: 'pill' | 'orb';
  /** Of the pill at scale 1, which is PILL_WIDTH at most. The orb grows to it. */
  readonly widthPx: number;
}

/** The user's choices for the pages' appearance, besides their layout. */
export interface Appearance {
  /** Of pill and card; 1 is opaque. */
  readonly opacity: number;
  /** true: no motion; false: the system decides. */
  readonly reducedMotion: boolean;
}

/** A client's text in each of the protocol's languages. */
export type AssistantLabel = Readonly<Record<ClientLanguage, string>>;

/** One of the client's own settings, which the overlay draws and the client keeps. */
export type AssistantSetting = { readonly key: string; readonly label: AssistantLabel } & (
  | {
      readonly type: 'number';
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly value: number;
    }
  | { readonly type: 'boolean'; readonly value: boolean }
  | {
      readonly type: 'choice';
      readonly choices: readonly { readonly value: string; readonly label: AssistantLabel }[];
      readonly value: string;
    }
  | { readonly type: 'string'; readonly maxLength: number; readonly value: string }
);

/** A version 2 client's words about itself. While a value is on its way to the client, it is the user's. */
export interface AssistantState {
  /** The client's name for itself. */
  readonly name: string;
  readonly version: string;
  /** 0 to 1; null: the client has not said. */
  readonly volume: number | null;
  readonly muted: boolean | null;
  readonly settings: readonly AssistantSetting[];
}

/** Everything that a window or the tray draws. Plain data, compared by value. */
export interface OverlayState {
  readonly phase: Phase;
  readonly transport: Transport;
  /** The port of the transport that is live; null without one. */
  readonly port: number | null;
  /** Whether the bubble should be on the screen. */
  readonly visible: boolean;
  /** Whether it should be there even over a window in full screen. */
  readonly isUrgent: boolean;
  /**
   * The user presents something, and wants no bubble: until a time of day in milliseconds since 1970, or, with null, until
   * the user says so. null: the user does not.
   */
  readonly presenting: { readonly untilEpochMs: number | null } | null;
  readonly detail: Detail | null;
  /** Replaces the phase on the pill, without changing it; null: the pill shows the phase. */
  readonly notice: Notice | null;
  /** The user's words to show while the client thinks, and with their answer: one line of plain text; null: none. */
  readonly heard: string | null;
  /** The answer to show, as plain text, which may have Markdown in it; null: none. */
  readonly answer: string | null;
  /** The full second line, for the card; null if it fits on the pill, and while there is an answer. */
  readonly wholeLine: string | null;
  /** Identifies the answer: a text that changes under the same id has only grown. */
  readonly answerId: number;
  /** Whether the Markdown of answers is softened to text styles. */
  readonly formatAnswers: boolean;
  /** How many UTF-16 units of the answer have been spoken; null: the client does not tell. */
  readonly answerSpokenTo: number | null;
  /**
   * While an answer lingers: the time in ms, from the arrival of this state, in which its page must scroll the rest onto
   * the card; null: no limit.
   */
  readonly answerRestMs: number | null;
  /** Whether the client waits for the user's answer. */
  readonly needsUser: boolean;
  /** Whether the client listens for its wake word; null while unknown. */
  readonly monitoring: boolean | null;
  /**
   * `set_monitoring` is null only for an assistant that is there and does not offer it, and `stop_tts` unless something is
   * being spoken. `set_volume` and `set_setting` are never pending, because every move of a slider is taken: the newest wins.
   */
  readonly commands: CommandStates;
  /** null for a client that has not introduced itself, and while there is no socket. */
  readonly assistant: AssistantState | null;
  /** The client's name, if the overlay follows several; else null. */
  readonly clientName: string | null;
  /** The profile's name; null: the default one, or one without a name. */
  readonly profile: string | null;
  readonly language: Language;
  readonly appearance: Appearance;
  /** The store leaves it at the whole pill; the bubbles choose it as they are drawn (silhouette.ts). */
  readonly silhouette: Silhouette;
}

/** The fields that the controls draw: they get a state only if one of these differs. */
export const CONTROLS_FIELDS = ['visible', 'monitoring', 'commands', 'language', 'appearance', 'silhouette'] as const;
export type ControlsState = Pick<OverlayState, (typeof CONTROLS_FIELDS)[number]>;
