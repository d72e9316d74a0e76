import type { OverlayBridge } from './bubble-contract.ts';

/** The contract between main and the panel's page, beyond bubble-contract.ts: types, names and limits only. */

/** The number of typed texts that can be recalled. */
export const TYPED_TEXTS_MAX = 10;

/** The number of answers kept. */
export const KEPT_ANSWERS_MAX = 10;

/** An answer of a client since the overlay started. */
export interface KeptAnswer {
  readonly id: number;
  /** In full, as plain text. */
  readonly text: string;
  /** When it began, in milliseconds since 1970. */
  readonly atEpochMs: number;
  /** The client's name, if several are followed or have answers here; else null. */
  readonly from: string | null;
}

/** The last answers, in memory only. */
export interface AnswersView {
  /** false: the user wants none kept. */
  readonly isKept: boolean;
  /** The newest first. */
  readonly answers: readonly KeptAnswer[];
  /** The answer that the system refused to copy at the last attempt; null: none. */
  readonly notCopiedId: number | null;
}

/** The panel's own content, besides the state. */
export interface PanelView extends AnswersView {
  /** The user asked for the answers: the panel shows nothing else. */
  readonly onlyAnswers: boolean;
}

/** The user's typed texts since the overlay started, in memory only. */
export interface TypedTexts {
  /** The sent texts, the newest last, without immediate repetitions. */
  readonly sent: readonly string[];
  /** The unsent text when the panel closed. */
  readonly draft: string;
}

/** IPC channels of the panel. */
export const PANEL_CHANNEL = {
  /** controls → main: open the panel, or close it. */
  toggle: 'panel:toggle',
  /** panel → main */
  close: 'panel:close',
  /** panel → main and back: answers TypedTexts. */
  typed: 'panel:typed',
  /** panel → main: a string, the unsent text in the field. */
  draft: 'panel:draft',
  /** panel → main: the page listens; send it the current view. */
  ready: 'panel:ready',
  /** main → panel: the PanelView, first on `ready`, then whenever it changes. */
  view: 'panel:view',
  /** panel → main and back: an answer's id; copy it to the clipboard. Rejects if the system refuses. */
  copyAnswer: 'panel:copy-answer',
} as const;

/** The bridge of the panel's page, as `window.panel`. */
export interface PanelBridge extends Pick<OverlayBridge, 'texts' | 'onState' | 'onLayout' | 'press'> {
  typed(): Promise<TypedTexts>;
  /** Call `listener` with the current view and after every change. */
  onView(listener: (view: PanelView) => void): void;
  /** Copy an answer to the clipboard. Rejects if the system refuses. */
  copyAnswer(id: number): Promise<unknown>;
  /** Keep the unsent text until the panel opens again. */
  keepDraft(text: string): void;
  /** Close the panel. */
  close(): void;
}
