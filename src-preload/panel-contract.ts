import type { OverlayBridge } from './contract.ts';

/**
 * The contract between the main process and the panel's page, beside what it shares with the other pages of the overlay.
 * Types, names and limits only.
 */

/** How many of the texts typed last can be brought back. */
export const TYPED_TEXTS_MAX = 10;

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
} as const;

/** What the panel's preload script offers to its page as `window.panel`. */
export interface PanelBridge extends Pick<OverlayBridge, 'onState' | 'onLayout' | 'press'> {
  typed(): Promise<TypedTexts>;
  /** Has main keep what is in the field, for when the panel opens again. */
  keepDraft(text: string): void;
  /** Closes the panel. */
  close(): void;
}
