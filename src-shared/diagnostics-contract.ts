import type { Language } from './languages.ts';
import type { Denial, Phase, Transport } from './overlay-state.ts';
import type { Page } from './pages.ts';
import type { TextsBridge } from './texts-contract.ts';

/** The contract between main and the diagnostics page: types and names only. No client's text, no key and no path. */

/**
 * Why a live connection ended: the client closed it properly; it broke; the client closed it over our hello; the client
 * fell silent; or the overlay reconnected (for the user, after sleep, with other ports).
 */
export const END_REASONS = ['closed', 'lost', 'greeting', 'silent', 'requested'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** The outcome of polling one port; `aborted`: no answer in time, or none needed any more. */
export const POLL_OUTCOMES = ['ok', 'failed', 'aborted'] as const;
export type PollOutcome = (typeof POLL_OUTCOMES)[number];

/** The outcome of a command: the client did it, rejected it, closed the socket over it, or did not answer in time. */
export const COMMAND_OUTCOMES = ['done', 'rejected', 'refused', 'unanswered'] as const;
export type CommandOutcome = (typeof COMMAND_OUTCOMES)[number];

/** The counts of one client since the overlay began to follow it. Times are in milliseconds. */
export interface ClientNumbers {
  readonly id: string;
  /** null: the client on this computer, which has no name. */
  readonly name: string | null;
  readonly transport: Transport;
  readonly port: number | null;
  /** For how long this transport has been live; null without one. */
  readonly liveForMs: number | null;
  /** Sockets opened, whether or not the client was behind them. */
  readonly attempts: number;
  /** Sockets that delivered a valid first status. */
  readonly connections: number;
  readonly ends: Readonly<Record<EndReason, number>>;
  readonly framesIn: number;
  readonly framesOut: number;
  /** Statuses never drawn, because a newer one came within a display refresh. */
  readonly framesCoalesced: number;
  /** Unusable frames: not of the protocol, or not expected. */
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

/** An event without any text of a client. */
export type Happening =
  | { readonly kind: 'live'; readonly transport: 'socket' | 'polling'; readonly port: number | null }
  /** @property cause a close code or the system's name of an error; null if the overlay ended the connection. */
  | { readonly kind: 'ended'; readonly reason: EndReason; readonly cause: string | null }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'denied'; readonly denial: Denial }
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'command'; readonly command: string; readonly outcome: 'sent' | CommandOutcome };

/** An event with its time, as a row of the list. */
export interface DiagnosticsEvent {
  /** Grows by one with every event. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly atEpochMs: number;
  /** The client's name; null: the one on this computer. */
  readonly client: string | null;
  readonly happening: Happening;
}

/** The number of events kept. */
export const EVENTS_MAX = 200;

/** A process of the overlay. */
export interface ProcessNumbers {
  readonly pid: number;
  readonly kind: 'main' | 'page' | 'gpu' | 'helper';
  /** The page, for the kind `page`. */
  readonly pages: readonly Page[];
  /** Chromium's name, for the kind `helper`. */
  readonly service: string;
  /** Share of one core since the last sample; null in the first. */
  readonly cpuPercent: number | null;
  readonly memoryBytes: number;
}

/** Facts from the X server, about itself and its desktop. */
export interface ServerFacts {
  readonly version: string;
  readonly isXWayland: boolean;
  /** Whether transparent windows are drawn as such. */
  readonly isComposited: boolean;
  /** Whether clicks pass through the bubble to windows of Wayland. */
  readonly passesClicks: boolean;
}

/** The work of the guard of the bubble's windows on an X server, since the overlay began. */
export interface GuardNumbers {
  /** Whether it has a connection to one. */
  readonly isOn: boolean;
  /** How often it has restored the area that takes clicks. */
  readonly repairs: number;
  /** How often it has raised windows that were covered. */
  readonly raises: number;
}

/** The known faults of Electron. */
export const RUNTIME_FAULTS = ['tray-icon-on-three', 'tray-icon-on-gnome', 'input-shape'] as const;
export type RuntimeFault = (typeof RUNTIME_FAULTS)[number];

/**
 * The problems that the overlay detects. Of the bubble's windows, as the X server has them: the bubble takes clicks; the
 * buttons take none; they are no notifications, so that wlroots gives them the keyboard; the window manager manages them, but
 * not above all others; or a window of another program covers them. Of the desktop: its XWayland, or its tray.
 */
export const FINDINGS = [
  'bubble-takes-clicks',
  'buttons-take-no-clicks',
  'no-notification',
  'not-above',
  'covered',
  'old-xwayland',
  'no-tray',
] as const;
export type Finding = (typeof FINDINGS)[number];

/** Something that keeps the overlay from working as it should here. */
export interface Problem {
  readonly name: Finding | RuntimeFault;
  /** Where to read about it; null: nowhere. */
  readonly source: string | null;
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
  readonly problems: readonly Problem[];
  readonly clients: readonly ClientNumbers[];
  /** null where there is no X server to ask; its facts are null before it has answered. */
  readonly windows: { readonly server: ServerFacts | null; readonly guard: GuardNumbers } | null;
  readonly processes: readonly ProcessNumbers[];
  /** The newest last. */
  readonly events: readonly DiagnosticsEvent[];
}

/** IPC channels of the diagnostics page. */
export const DIAGNOSTICS_CHANNEL = {
  /** main → page: the DiagnosticsView, first on `ready`, then once a second while the window is on the screen. */
  view: 'diagnostics:view',
  /** page → main: the page listens. */
  ready: 'diagnostics:ready',
  /** page → main and back: copy the report to the clipboard. Answers null when done. */
  copy: 'diagnostics:copy',
} as const;

/** The bridge of the diagnostics page, as `window.diagnostics`. */
export interface DiagnosticsBridge extends TextsBridge {
  /** Call `listener` with the current view and every new one. @returns a function that ends this. */
  onView(listener: (view: DiagnosticsView) => void): () => void;
  /** Copy the report to the clipboard. Rejects if the system refuses. */
  copy(): Promise<null>;
}
