import type { FailureDetail } from '../../src-shared/command-failure.ts';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { Language } from '../../src-shared/languages.ts';
import type { Appearance, Denial, Phase, Transport } from '../../src-shared/overlay-state.ts';
import type { Reading } from '../../src-shared/reading.ts';
import type { AssistantEvent, Offer, Report, ReportedNotice } from '../assistants/assistant.ts';

/** A command that was sent and has yet to show in what the client says. */
export interface PendingCommand {
  readonly request: CommandRequest;
  /** Of the ack that answers it; null for a client of version 1, which answers with a status at best. */
  readonly id: string | null;
  readonly sentAtMs: number;
  /** The client has said yes. Its next status shows what came of it; until then the user's value stands. */
  readonly acknowledged: boolean;
  /** What the client said of its monitoring, and offered, when the command left. */
  readonly monitoringThen: boolean | null;
  readonly offerThen: Offer | null;
}

/** A command that came to nothing. */
export interface CommandFailure {
  readonly detail: FailureDetail;
  /** It is told until then. */
  readonly untilMs: number;
  /** What a slow client may yet carry out. */
  readonly unanswered: PendingCommands;
}

/** By slot (commands.ts): of each there is at most one under way. */
export type PendingCommands = Readonly<Record<string, PendingCommand>>;

/** A notice on the screen. */
export interface ShownNotice extends ReportedNotice {
  /** It stays until then at least. */
  readonly leastUntilMs: number;
}

/** A moment until which the user wants to see nothing of the overlay. */
export interface Snooze {
  readonly untilMs: number;
  /** The same moment as a time of day, in milliseconds since 1970, for whoever tells it. */
  readonly untilEpochMs: number;
}

/** Everything remembered between two events. Times are of the monotonic clock. */
export interface Model {
  readonly phase: Phase;
  readonly transport: Transport;
  readonly port: number | null;
  /** The assistant's last report, also during an absence; null before the first. */
  readonly report: Report | null;
  /** The notice that the assistant presents, or that has to stay a little longer. */
  readonly notice: ShownNotice | null;
  /** The text that changed during the current turn, and so belongs to it; null when none did. */
  readonly answer: string | null;
  /** Counts the answers; a text that grows stays the same one. */
  readonly answerId: number;
  /** In ready and paused: until when the answer stays although the client does not hold the overlay up. */
  readonly lingerUntilMs: number;
  /** In ready and paused: until when a text that came without a turn waits for the client to hold the overlay up. */
  readonly freshUntilMs: number;
  /** How far the answer has been read; null while none is shown. */
  readonly reading: Reading | null;
  /** What of the lingering is for the part of the answer that has not been on its card, in ms; null when there is none. */
  readonly restMs: number | null;
  /** The user has had the speech stopped, and so does not want to have the whole answer. */
  readonly isStopped: boolean;
  /** In phases that are hidden: until when they are shown all the same. */
  readonly shownUntilMs: number;
  /** Nothing has ever answered, and it was tried. */
  readonly isMissing: boolean;
  /** A client that was missing was found: until when that is shown. */
  readonly foundUntilMs: number;
  /** The tray's Show or Hide, until the next change of phase or the next notice. */
  readonly override: 'show' | 'hide' | null;
  /** While the overlay is paused by the user, which nothing but the user ends before its time. */
  readonly snooze: Snooze | null;
  /** What the client on the socket offers; null for one of version 1, and without a socket. */
  readonly offer: Offer | null;
  /** Why a connection that has to be safe was not made; null once something else has happened. */
  readonly denial: Denial | null;
  readonly pending: PendingCommands;
  /** By slot: a press that is next to be sent, such as the newest move of a slider whose move before is under way. */
  readonly waiting: Readonly<Record<string, CommandRequest>>;
  /** The failure that is told now. */
  readonly failure: CommandFailure | null;
}

/** What can happen to the overlay. */
export type OverlayEvent =
  | AssistantEvent
  /** The user asks something of the client, with a button, the tray or a shortcut. */
  | { readonly kind: 'press'; readonly request: CommandRequest }
  /** The command has just left through the socket. `id` names its ack; null for a client of version 1. */
  | { readonly kind: 'command-sent'; readonly request: CommandRequest; readonly id: string | null }
  /** The command could not leave: the socket had just gone. */
  | { readonly kind: 'command-unsent'; readonly request: CommandRequest }
  /** The tray's Show or Hide; null ends it before its time. */
  | { readonly kind: 'override'; readonly override: 'show' | 'hide' | null }
  /** The user pauses the overlay, or with null resumes it. */
  | { readonly kind: 'snooze'; readonly snooze: Snooze | null }
  /** The computer has slept, for how long nobody knows: the monotonic clock may have stood still. */
  | { readonly kind: 'slept' }
  /** Draw with other preferences, another language or another address from now on. */
  | { readonly kind: 'context'; readonly context: ViewContext }
  /** A time remembered in the model has come. */
  | { readonly kind: 'deadline' };

/** What the user can choose. */
export interface Preferences {
  /** `auto`: while there is something to see; docs/protocol.md and the README say when that is. */
  readonly visibility: 'auto' | 'always' | 'never';
  /** How long an answer stays after it was spoken, or after its end has come onto the card. */
  readonly lingerMs: number;
  /** How wide the card is, at scale 1; null: answers are not shown. */
  readonly cardWidthPx: number | null;
  /** Whether the client may end the overlay, which would leave the user without one and without knowing why. */
  readonly mayQuit: boolean;
}

/** What the view needs to know beside the model. */
export interface ViewContext {
  readonly preferences: Preferences;
  readonly language: Language;
  /** Where a client that was paired is (host and port); null: on this computer. */
  readonly address: string | null;
  /** The name of the profile; null: the default one, or one that has no name. */
  readonly profile: string | null;
  readonly appearance: Appearance;
  /** Whether answers are shown at all. */
  readonly showCard: boolean;
}

/** How long connecting and offline are shown after the change. */
export const ABSENCE_SHOWN_MS = 5_000;
/** How long a client is shown that was looked for in vain at first. */
export const FOUND_SHOWN_MS = 3_000;
/** How long ready and paused are shown after the user paused or resumed. */
export const TOGGLE_SHOWN_MS = 2_000;
/** How long a text that came outside a turn waits for the client to hold the overlay up: the two come in two frames. */
export const FRESH_GRACE_MS = 2_000;
/** How long a button waits for a status that confirms its command, or for its ack. */
export const COMMAND_TIMEOUT_MS = 3_000;
/** A socket that closes this soon after a command was closed over it: the client's handler failed. */
export const COMMAND_REFUSAL_MS = 2_000;
/** How long a command's failure is told. */
export const FAILURE_SHOWN_MS = 4_000;

/** The model at the start, when nothing has answered yet. */
export function initialModel(nowMs: number): Model {
  return {
    phase: 'connecting',
    transport: 'none',
    port: null,
    report: null,
    notice: null,
    answer: null,
    answerId: 0,
    lingerUntilMs: 0,
    freshUntilMs: 0,
    reading: null,
    restMs: null,
    isStopped: false,
    shownUntilMs: nowMs + ABSENCE_SHOWN_MS,
    isMissing: false,
    foundUntilMs: 0,
    override: null,
    snooze: null,
    offer: null,
    denial: null,
    pending: {},
    waiting: {},
    failure: null,
  };
}
