import type { CommandStates, CommandSubject, RejectionCode } from './commands.ts';
import type { ClientLanguage, Language } from './languages.ts';

/** What the bubble can show. How it follows from the client's messages: docs/protocol.md. */
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

/** Which way the client's state reaches us: pushed over the socket, asked for over HTTP, or not at all. */
export type Transport = 'socket' | 'polling' | 'none';

/**
 * Why a connection that has to be safe was not made: the certificate is not the one that was pinned, or it is but has
 * expired, or the client does not take our key (401, 429 after too many), or we have none for it.
 */
export const DENIALS = ['wrong-certificate', 'expired-certificate', 'wrong-key'] as const;
export type Denial = (typeof DENIALS)[number];

/** What a client presents by itself, without a question having been asked. */
export const NOTICE_KINDS = ['notification', 'briefing', 'day-summary', 'summary'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A notice of the client. */
export interface Notice {
  readonly kind: NoticeKind;
  /** What it is about, in the client's words: one line, often cut short by the client. Empty when it does not say. */
  readonly text: string;
}

/** The pill's second line. */
export type Detail =
  /** No assistant has been heard of yet; attempts go on. */
  | { readonly kind: 'looking' }
  /** The same of a client that was paired, once it is known that nothing answers there: host and port. */
  | { readonly kind: 'no-answer'; readonly address: string }
  /** A client that was looked for has just been found, and this is its name for itself. */
  | { readonly kind: 'found'; readonly name: string }
  /** Nothing answers; attempts go on. */
  | { readonly kind: 'retrying' }
  /** Live, but over HTTP: commands can't be carried. */
  | { readonly kind: 'polling'; readonly port: number }
  /** A command that was sent came to nothing: the client dropped the socket over it, or said nothing in time. */
  | ({ readonly kind: 'command-failed'; readonly reason: 'refused' | 'unanswered' } & CommandSubject)
  /** The client said no to a command, and why: a code of the protocol, and its own words, which may be empty. */
  | ({ readonly kind: 'command-rejected'; readonly code: RejectionCode; readonly message: string } & CommandSubject)
  /** What answers is not the client that was paired, or it does not take our key: nothing is sent. */
  | { readonly kind: 'denied'; readonly reason: Denial }
  /** The client's own words for what failed. Plain text. */
  | { readonly kind: 'client'; readonly text: string }
  /** The client has been thinking for long without another word. */
  | { readonly kind: 'slow' }
  /** A notice that came while a turn goes on, which keeps the pill. */
  | { readonly kind: 'notice'; readonly notice: Notice };

/** How the user wants the pages to look, beside their layout. */
export interface Appearance {
  /** Of pill and card; 1 is opaque. */
  readonly opacity: number;
  /** Nothing moves, whatever the system says. false: the system decides. */
  readonly reducedMotion: boolean;
}

/** A text of the client. */
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

/**
 * What a client of version 2 says of itself. A value is the user's while it is under way to the client, and else the
 * client's.
 */
export interface Assistant {
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
  /** Whether the bubble is to be on the screen. */
  readonly visible: boolean;
  /** Until when the user has paused the overlay, in milliseconds since 1970; null: it is not paused. */
  readonly snoozedUntilEpochMs: number | null;
  readonly detail: Detail | null;
  /** What the pill shows instead of the phase, which stays what it is; null: the phase. */
  readonly notice: Notice | null;
  /** The answer that belongs to what is going on, as plain text; null when none is to be shown. */
  readonly answer: string | null;
  /** What the second line has no room for, in full, for the card; null when it fits, and while there is an answer. */
  readonly wholeLine: string | null;
  /** Names the answer: a text that changes while its number stays has only grown. */
  readonly answerId: number;
  /**
   * Of an answer that lingers: how long its page may take, from the moment that it is told, to bring what has not been on
   * the card onto it, in ms; null: nothing hurries.
   */
  readonly answerRestMs: number | null;
  /** What the client says of its wake-word monitoring; null while it has not said. */
  readonly monitoring: boolean | null;
  /**
   * `set_monitoring` is never null, and `stop_tts` is null unless something is being spoken. `set_volume` and
   * `set_setting` are never pending, because every move of a slider is taken: the newest wins.
   */
  readonly commands: CommandStates;
  /** null for a client that has not introduced itself, and while there is no socket. */
  readonly assistant: Assistant | null;
  /** Whose state this is, when the overlay follows several clients; else null. */
  readonly clientName: string | null;
  /** The name of the profile that this overlay runs with; null: the default one, or one that has no name. */
  readonly profile: string | null;
  readonly language: Language;
  readonly appearance: Appearance;
}

/** What of the OverlayState the controls draw: they are told a state only when one of these differs. */
export const CONTROLS_FIELDS = ['visible', 'monitoring', 'commands', 'language', 'appearance'] as const;
export type ControlsState = Pick<OverlayState, (typeof CONTROLS_FIELDS)[number]>;
