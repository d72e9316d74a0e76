import type { Language } from './languages.ts';
import type { Denial, Phase, Transport } from './overlay-state.ts';
import type { Page } from './pages.ts';

/**
 * The contract between the main process and the diagnostics page. Types and names only. Nothing in it holds a text of a
 * client, a key or a path.
 */

/**
 * Why a connection that was live ended: the client closed it in due form, it broke, the client closed it because it can't
 * bear being greeted, the client had gone silent, or the overlay began again (for the user, after sleep, with other
 * ports).
 */
export const END_REASONS = ['closed', 'lost', 'greeting', 'silent', 'requested'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** What came of asking one port over HTTP; `aborted`: no answer in time, or none was needed any more. */
export const POLL_OUTCOMES = ['ok', 'failed', 'aborted'] as const;
export type PollOutcome = (typeof POLL_OUTCOMES)[number];

/**
 * What came of a command: the client did it, said no, ended the socket over it, or said nothing in time.
 */
export const COMMAND_OUTCOMES = ['done', 'rejected', 'refused', 'unanswered'] as const;
export type CommandOutcome = (typeof COMMAND_OUTCOMES)[number];

/** What has been counted of one client since the overlay began to follow it. Times are in milliseconds. */
export interface ClientNumbers {
  readonly id: string;
  /** null: the client on this computer, which has no name. */
  readonly name: string | null;
  readonly transport: Transport;
  readonly port: number | null;
  /** For how long this transport has been live; null without one. */
  readonly liveForMs: number | null;
  /** Sockets that were opened, whether or not the client was behind them. */
  readonly attempts: number;
  /** Sockets on which the client showed itself. */
  readonly connections: number;
  readonly ends: Readonly<Record<EndReason, number>>;
  readonly framesIn: number;
  readonly framesOut: number;
  /** Statuses that were never drawn, because a newer one came within a display refresh. */
  readonly framesCoalesced: number;
  /** Frames that were of no use: not of the protocol, or not expected. */
  readonly framesDropped: number;
  /** Of frames and of polls' bodies. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly polls: Readonly<Record<PollOutcome, number>>;
  readonly pings: number;
  readonly pongs: number;
  readonly pingLastMs: number | null;
  /** Of all pings that were answered. */
  readonly pingTotalMs: number;
  readonly commandsSent: number;
  readonly commands: Readonly<Record<CommandOutcome, number>>;
  /** From a frame's arrival until its picture was painted; measured only while the diagnostics are open. */
  readonly paints: number;
  readonly paintLastMs: number | null;
  readonly paintTotalMs: number;
}

/** What happened, without what was said. */
export type Happening =
  | { readonly kind: 'live'; readonly transport: 'socket' | 'polling'; readonly port: number }
  /** @property cause a close code or the system's name of an error; null when the overlay ended it. */
  | { readonly kind: 'ended'; readonly reason: EndReason; readonly cause: string | null }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'denied'; readonly denial: Denial }
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'command'; readonly command: string; readonly outcome: 'sent' | CommandOutcome };

/** A happening with its time, as a row of the list. */
export interface DiagnosticsEvent {
  /** Grows by one with every event. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly atEpochMs: number;
  /** The client's name; null: the one on this computer. */
  readonly client: string | null;
  readonly happening: Happening;
}

/** The events that are kept. */
export const EVENTS_MAX = 200;

/** A process of the overlay. */
export interface ProcessNumbers {
  readonly pid: number;
  readonly kind: 'main' | 'page' | 'gpu' | 'helper';
  /** Of a `page`: what it draws. */
  readonly pages: readonly Page[];
  /** Of a `helper`: Chromium's name for it. */
  readonly service: string;
  /** Of one processor, since the last sample; null in the first. */
  readonly cpuPercent: number | null;
  readonly memoryBytes: number;
}

/** Everything that the diagnostics page draws. Plain data. */
export interface DiagnosticsView {
  readonly language: Language;
  /** The time of day of this view, in milliseconds since 1970. */
  readonly atEpochMs: number;
  /** For how long the overlay has been running. */
  readonly runningForMs: number;
  readonly versions: {
    readonly overlay: string;
    readonly electron: string;
    readonly chromium: string;
    readonly node: string;
    /** The system's name and processor, such as `linux x64`. */
    readonly system: string;
  };
  readonly clients: readonly ClientNumbers[];
  readonly processes: readonly ProcessNumbers[];
  /** The newest last. */
  readonly events: readonly DiagnosticsEvent[];
}

/** IPC channels of the diagnostics page. */
export const DIAGNOSTICS_CHANNEL = {
  /** main → page: the DiagnosticsView, at first on `ready`, then once a second while the window is on the screen. */
  view: 'diagnostics:view',
  /** page → main: the page listens. */
  ready: 'diagnostics:ready',
  /** page → main and back: puts the report into the clipboard. Answers null when it is done. */
  copy: 'diagnostics:copy',
} as const;

/** What the diagnostics page's preload script offers as `window.diagnostics`. */
export interface DiagnosticsBridge {
  /** Calls `listener` with the view as it is now and again with every new one. @returns what ends it. */
  onView(listener: (view: DiagnosticsView) => void): () => void;
  /** Puts the report into the clipboard. Rejects when the system refused. */
  copy(): Promise<null>;
}
