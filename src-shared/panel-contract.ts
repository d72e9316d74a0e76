import type { OverlayBridge } from './bubble-contract.ts';

/**
 * The contract between the main process and the panel's page, beside what it shares with the other pages of the overlay.
 * Types, names and limits only.
 */

/** How many of the texts typed last can be brought back. */
export const TYPED_TEXTS_MAX = 10;

/** How many of the answers given last are kept. */
export const KEPT_ANSWERS_MAX = 10;

/** An answer that a client has given since the overlay started. */
export interface KeptAnswer {
  readonly id: number;
  /** The whole of it, as plain text. */
  readonly text: string;
  /** When it began, in milliseconds since 1970. */
  readonly atEpochMs: number;
  /** Whose it is, when there are answers of several clients or several are followed; else null. */
  readonly from: string | null;
}

/** The last answers. They are in memory only. */
export interface AnswersView {
  /** false: the user wants none to be kept. */
  readonly isKept: boolean;
  /** The newest first. */
  readonly answers: readonly KeptAnswer[];
  /** Which of them the system did not take into the clipboard when that was tried last. */
  readonly notCopiedId: number | null;
}

/** What the panel shows beside the state. */
export interface PanelView extends AnswersView {
  /** The user asked for the answers: nothing else is in the panel, whatever the client offers. */
  readonly onlyAnswers: boolean;
}

/** What the user has typed since the overlay started. It is in memory only. */
export interface TypedTexts {
  /** What was sent, the newest last; nothing twice in a row. */
  readonly sent: readonly string[];
  /** What was typed and not sent, when the panel closed under it. */
  readonly draft: string;
}

/** IPC channels of the panel. */
export const PANEL_CHANNEL = {
  /** controls → main: opens the panel, or closes it. */
  toggle: 'panel:toggle',
  /** panel → main */
  close: 'panel:close',
  /** panel → main and back: answers TypedTexts. */
  typed: 'panel:typed',
  /** panel → main: a string, what is in the field and not sent. */
  draft: 'panel:draft',
  /** panel → main: the page listens; send it the view as it is now. */
  ready: 'panel:ready',
  /** main → panel: the PanelView, at first on `ready`, then whenever it changes. */
  view: 'panel:view',
  /** panel → main and back: an answer's id; puts that answer into the clipboard. Rejects when the system refuses. */
  copyAnswer: 'panel:copy-answer',
} as const;

/** What the panel's preload script offers to its page as `window.panel`. */
export interface PanelBridge extends Pick<OverlayBridge, 'onState' | 'onLayout' | 'press'> {
  typed(): Promise<TypedTexts>;
  /** Calls `listener` with the view as it is now and again after every change. */
  onView(listener: (view: PanelView) => void): void;
  /** Has main put an answer into the clipboard. Rejects when the system refused. */
  copyAnswer(id: number): Promise<unknown>;
  /** Has main keep what is in the field, for when the panel opens again. */
  keepDraft(text: string): void;
  /** Closes the panel. */
  close(): void;
}
