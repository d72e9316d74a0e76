import type { CommandName, CommandRequest, RejectionCode } from '../../src-shared/commands.ts';
import type { AssistantSetting, Denial, Notice, Phase, Problem, Transport } from '../../src-shared/overlay-state.ts';

/**
 * The interface that every kind of assistant implements, one folder per kind. An implementation knows its wire and does
 * all guessing; the overlay reads nothing but these types. Times are of the monotonic clock, in milliseconds.
 */

/** One assistant at one address. Nothing is opened before `start()`. */
export interface Assistant {
  start(): void;
  /** Close the link properly. Nothing is emitted afterwards. */
  stop(): void;
  /** Drop the link and connect again at once (after sleep, from the tray). */
  reconnectNow(): void;
  /** Send a command once, and never again. */
  send(request: CommandRequest): Sent;
}

/** Whether a command has left, and why not. */
export type Sent =
  /** `id` is that of the `ack` event that will answer it; null for an assistant that answers nothing. */
  { readonly sent: true; readonly id: string | null } | { readonly sent: false; readonly reason: UnsentReason };

/**
 * `no-link`: no link carries commands now. `not-offered`: the assistant does not take this one. `already-so`: the
 * assistant only has a toggle, which would undo the state that the command asks for.
 */
type UnsentReason = 'no-link' | 'not-offered' | 'already-so';

/** Everything that an assistant emits. */
export type AssistantEvent =
  | ({ readonly kind: 'report'; readonly report: Report } & Link)
  /**
   * The assistant's offer, until the next one or the end of the link. Separate from the reports, because it seldom changes
   * and shows no effect of a command. An assistant that emits none takes `set_monitoring` and `stop_tts`.
   */
  | { readonly kind: 'offer'; readonly offer: Offer }
  /** The answer to a command. A kind without answers may make them from the change that follows. */
  | { readonly kind: 'ack'; readonly ack: Ack }
  /** A request to the overlay. Follows the report of the same message. */
  | { readonly kind: 'action'; readonly action: Action }
  | LinkEvent;

/** How the report came. Only a socket carries commands. */
export interface Link {
  readonly transport: Exclude<Transport, 'none'>;
  /** The assistant's port; null: it has come by itself. */
  readonly port: number | null;
}

/** A change of the link. The phases `connecting` and `offline` follow from these. */
export type LinkEvent =
  /** The other side ended the socket. Attempts go on. */
  | { readonly kind: 'socket-closed' }
  /** We ended it: the assistant fell silent, or the user wants to begin again. Attempts go on. */
  | { readonly kind: 'socket-dropped' }
  /** Nothing answers; once per outage, also when nothing ever answered. */
  | { readonly kind: 'unreachable' }
  /** The other side is not the assistant, or refuses our key. Emitted with every attempt. */
  | { readonly kind: 'denied'; readonly denial: Denial };

/** The phases that an assistant can be in. */
export type AssistantPhase = Exclude<Phase, 'connecting' | 'offline'>;

/** A snapshot of the assistant. Each one replaces the last; a repeated one changes nothing. */
export interface Report {
  readonly phase: AssistantPhase;
  /** When the assistant last said something new. A repeated message, such as a poll's, does not change it. */
  readonly changedAtMs: number;
  /** The user's words in this turn, as understood; null where unknown. */
  readonly heard: string | null;
  /** The answer of the current turn, kept until the next turn begins; null while there is none. */
  readonly answer: Answer | null;
  readonly voice: Voice;
  /**
   * How loud the microphone hears the user, from 0 to 1; null where unknown. A report that differs in nothing else makes no
   * new state, and comes at most 20 times a second.
   */
  readonly level: number | null;
  /** Presented without a question, for as long as it is the last thing that the assistant said; else null. */
  readonly notice: ReportedNotice | null;
  /** In `error`: the cause in the assistant's words, one line; null when it does not say. */
  readonly cause: string | null;
  /** In `error`: the cause where the assistant has no words for it; else null. */
  readonly problem: Problem | null;
  /** In `thinking`: the work on the answer in the assistant's words, such as a tool in use, one line; else null. */
  readonly activity: string | null;
  /** It waits for the user's answer, such as to a question that it has asked, or for a permission. */
  readonly needsUser: boolean;
  /** The assistant asks for the overlay to be on the screen. */
  readonly isHeldUp: boolean;
  /** Whether it listens for its wake word; null where unknown. */
  readonly monitoring: boolean | null;
  /** From 0 to 1; null where unknown. */
  readonly volume: number | null;
  readonly muted: boolean | null;
}

/** An answer, as far as it has come: clean plain text, never empty. */
export interface Answer {
  /** Counts turns: another number is another answer, even with the same text, unless `mayGoOn`. */
  readonly turn: number;
  readonly text: string;
  /** More text may come. */
  readonly isGrowing: boolean;
  /** A first report of this turn may go on with the answer before, if that is still shown and the text begins with it. */
  readonly mayGoOn: boolean;
  /** How many UTF-16 units of the text have been spoken; null where unknown. */
  readonly spokenTo: number | null;
}

/**
 * `on`: a voice speaks now. `off`: none does. `missing`: none speaks the answer of this turn, which has to be read; known
 * once the assistant has announced speech without beginning it, or has none.
 */
export type Voice = 'on' | 'off' | 'missing';

/** A notice while it is the assistant's last word. */
export interface ReportedNotice extends Notice {
  /** Another number is another notice, even with the same text. */
  readonly number: number;
  /** The assistant still shows or speaks it. */
  readonly isHeld: boolean;
  /** It came during a turn, which keeps the pill. */
  readonly isAside: boolean;
}

/** The assistant's offer. */
export interface Offer {
  /** The assistant's name for itself, and its version; either may be empty. */
  readonly name: string;
  readonly version: string;
  /** The commands that it takes. */
  readonly commands: readonly CommandName[];
  /** Its own settings, which `set_setting` changes. */
  readonly settings: readonly AssistantSetting[];
}

/** An assistant's answer to a command. */
export interface Ack {
  readonly id: string;
  /** Why the command was not carried out; null: it was. The message is for people and may be empty. */
  readonly rejection: { readonly code: RejectionCode; readonly message: string } | null;
}

/** A request that an assistant may make of the overlay. */
export type Action = 'open_settings' | 'toggle_visibility' | 'quit';

/** How an overlay introduces itself to assistants. */
export interface OverlayIdentity {
  /** The same on every connection. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
}
