import type { FailureDetail } from '../../src-shared/command-failure.ts';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { Language } from '../../src-shared/languages.ts';
import type { Appearance, Denial, Phase, Transport } from '../../src-shared/overlay-state.ts';
import type { Reading } from '../../src-shared/reading.ts';
import type { AssistantEvent, Offer, Report, ReportedNotice } from '../assistants/assistant.ts';

/** A command that was sent and whose effect no report has shown yet. */
export interface PendingCommand {
  readonly request: CommandRequest;
  /** The id of its ack; null when none will come, and only a report can show the effect. */
  readonly id: string | null;
  readonly sentAtMs: number;
  /** The assistant has accepted it. The next report shows the effect; until then the user's value stands. */
  readonly acknowledged: boolean;
  /** The assistant's monitoring and offer when the command left. */
  readonly monitoringThen: boolean | null;
  readonly offerThen: Offer | null;
}

/** A command that failed. */
export interface CommandFailure {
  readonly detail: FailureDetail;
  /** The failure is shown until then. */
  readonly untilMs: number;
  /** Commands that a slow assistant may yet carry out. */
  readonly unanswered: PendingCommands;
}

/** By slot (commands.ts). Each slot has at most one command under way. */
export type PendingCommands = Readonly<Record<string, PendingCommand>>;

/** A notice on the screen. */
export interface ShownNotice extends ReportedNotice {
  /** It stays until then at least. */
  readonly leastUntilMs: number;
}

/** The user presents something, and wants no bubble meanwhile. */
export interface Presenting {
  /** When it is over, also as a time of day in milliseconds since 1970; null: when the user says so. */
  readonly end: { readonly untilMs: number; readonly untilEpochMs: number } | null;
}

/** Everything the reducer remembers between two events. Times are of the monotonic clock. */
export interface Model {
  readonly phase: Phase;
  readonly transport: Transport;
  readonly port: number | null;
  /** The assistant's last report, also during an absence; null before the first. */
  readonly report: Report | null;
  /** The notice that the assistant presents, or whose least time is not over. */
  readonly notice: ShownNotice | null;
  /** The answer that may be shown; null when there is none, or its time is over. */
  readonly answer: string | null;
  /** Counts the answers. A text that grows keeps its number. */
  readonly answerId: number;
  /** In `ready` and `paused`: the answer stays until then although the assistant does not hold the overlay up. */
  readonly lingerUntilMs: number;
  /** In `ready` and `paused`: a text that came outside a turn waits until then for the overlay to be held up. */
  readonly freshUntilMs: number;
  /** How far the answer has been read; null while none is shown. */
  readonly reading: Reading | null;
  /** The part of the lingering, in ms, that brings the rest of the answer onto the card; null when nothing is left. */
  readonly restMs: number | null;
  /** The user has stopped the speech, and so does not want the whole answer. */
  readonly isStopped: boolean;
  /** A phase that hides the bubble shows it until then. */
  readonly shownUntilMs: number;
  /** Attempts have been made, and nothing has ever answered. */
  readonly isMissing: boolean;
  /** An assistant that was missing has been found. That is shown until then. */
  readonly foundUntilMs: number;
  /** The tray's Show or Hide, until the next change of phase or the next notice. */
  readonly override: 'show' | 'hide' | null;
  /** Nobody but the user ends it early; null: the user does not present. */
  readonly presenting: Presenting | null;
  /** The offer of the assistant on the socket; null while it has made none, and without a socket. */
  readonly offer: Offer | null;
  /** Why a secure connection was refused; null once something else has happened. */
  readonly denial: Denial | null;
  readonly pending: PendingCommands;
  /** By slot: the next command to send, such as the newest move of a slider while the move before is under way. */
  readonly waiting: Readonly<Record<string, CommandRequest>>;
  /** The failure that is shown now. */
  readonly failure: CommandFailure | null;
}

/** An input of the overlay. */
export type OverlayEvent =
  | AssistantEvent
  /** The user gives a command with a button, the tray or a shortcut. */
  | { readonly kind: 'press'; readonly request: CommandRequest }
  /** The command has just left. `id` is that of its ack; null when none will come. */
  | { readonly kind: 'command-sent'; readonly request: CommandRequest; readonly id: string | null }
  /** The command could not leave: the socket had just gone. */
  | { readonly kind: 'command-unsent'; readonly request: CommandRequest }
  /** The tray's Show or Hide; null ends it before its time. */
  | { readonly kind: 'override'; readonly override: 'show' | 'hide' | null }
  /** The user begins to present something, or with null has ended. */
  | { readonly kind: 'present'; readonly presenting: Presenting | null }
  /** The computer has slept for an unknown time: the monotonic clock may have stopped. With the time of day. */
  | { readonly kind: 'slept'; readonly nowEpochMs: number }
  /** Draw with other preferences, another language or another address from now on. */
  | { readonly kind: 'context'; readonly context: ViewContext }
  /** A time remembered in the model has come. */
  | { readonly kind: 'deadline' };

/** The user's choices. */
export interface Preferences {
  /** `auto`: while there is something to see. docs/protocol.md and the README say when. */
  readonly visibility: 'auto' | 'always' | 'never';
  /** How long an answer stays after it was spoken, or after its end has come onto the card. */
  readonly lingerMs: number;
  /** How wide the card is, at scale 1; null: answers are not shown. */
  readonly cardWidthPx: number | null;
  /** Whether to soften the Markdown of answers to text styles. */
  readonly formatAnswers: boolean;
  /** Whether to show the user's words. */
  readonly showHeard: boolean;
  /** Whether errors and notifications are shown although the user presents something or has a program in full screen. */
  readonly showUrgent: boolean;
  /** Whether an assistant may quit the overlay. The user would not know why it is gone. */
  readonly mayQuit: boolean;
}

/** Everything beside the model that the view depends on. */
export interface ViewContext {
  readonly preferences: Preferences;
  readonly language: Language;
  /** Host and port of a paired assistant; null for one on this computer. */
  readonly address: string | null;
  /** The profile's name; null for the default profile, and for one without a name. */
  readonly profile: string | null;
  readonly appearance: Appearance;
  /** Whether answers are shown at all. */
  readonly showCard: boolean;
}

/** How long a change to `connecting` or `offline` is shown. */
export const ABSENCE_SHOWN_MS = 5_000;
/** How long an assistant is shown as found that was missing at first. */
export const FOUND_SHOWN_MS = 3_000;
/** How long `ready` and `paused` are shown after the user switched the monitoring. */
export const TOGGLE_SHOWN_MS = 2_000;
/** How long a text that came outside a turn waits for the overlay to be held up. A client sends the two in two frames. */
export const FRESH_GRACE_MS = 2_000;
/** How long a command waits for its ack, or for a report that shows its effect. */
export const COMMAND_TIMEOUT_MS = 3_000;
/** A socket that closes this soon after a command closed because of it: the client's handler failed. */
export const COMMAND_REFUSAL_MS = 2_000;
/** How long a command's failure is shown. */
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
    presenting: null,
    offer: null,
    denial: null,
    pending: {},
    waiting: {},
    failure: null,
  };
}
