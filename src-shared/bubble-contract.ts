import type { CommandRequest } from './commands.ts';
import type { TextsBridge } from './texts-contract.ts';

/**
 * The layout of a bubble in its window. It differs between displays, and so is not part of the OverlayState. geometry.ts
 * has its measures at scale 1.
 */
export interface PageLayout {
  /** The side of the pill on which the answer card is. */
  readonly cardSide: 'above' | 'below';
  /** The ends of pill and card that are flush, and the end of the window at which the pill is. */
  readonly align: 'left' | 'center' | 'right';
  /** 1 is 100 %. */
  readonly scale: number;
  /** The card's maximum width in device-independent pixels at scale 1. */
  readonly cardWidthPx: number;
  /** Nothing is transparent, because the desktop would draw it black: the window's shape follows pill and card. */
  readonly isOpaque: boolean;
}

/** An action of the user on the handle. Coordinates are device-independent pixels of the desktop. */
export type HandleIntent =
  | { readonly kind: 'drag-start' | 'drag-move'; readonly screenX: number; readonly screenY: number }
  /** Leave the bubble where it is. */
  | { readonly kind: 'drag-end' }
  /** Return the bubble to the position before the drag. */
  | { readonly kind: 'drag-cancel' }
  /** Return the bubble to its position on a display on which it was never moved. */
  | { readonly kind: 'reset' };

/** IPC channels. */
export const CHANNEL = {
  /** main → page: the OverlayState as a text (state-message.ts), first on `ready`, then whenever it changes. */
  state: 'overlay:state',
  /** page → main: its bridge listens; send it the current state. */
  ready: 'overlay:ready',
  /** page → main: a CommandRequest of the user; `set_setting` has a channel of the settings page. */
  command: 'overlay:command',
  /** main → page: the PageLayout of its window, first on `ready` and before the state, then whenever it changes. */
  layout: 'overlay:layout',
  /** main → bubble: the microphone's level, from 0 to 1; null: unknown. Only while the bubble is on the screen and listens. */
  level: 'overlay:level',
  /** page → main: a HandleIntent. */
  handle: 'overlay:handle',
  /** controls → main: whether the pointer is over the buttons. */
  held: 'overlay:held',
  /** main → bubble: a number, only while the diagnostics are open: reply once the last state is painted. */
  paint: 'overlay:paint',
  /** bubble → main: that number. */
  painted: 'overlay:painted',
  /** main → page: no arguments; a burst is over, collect garbage. */
  tidy: 'overlay:tidy',
} as const;

/** The bridge of a page, as `window.overlay`. */
export interface OverlayBridge extends TextsBridge {
  /**
   * Call `listener` with the current state and after every change, as a text (state-message.ts).
   * @returns a function that ends this.
   */
  onState(listener: (message: string) => void): () => void;
  /** Call `listener` with the layout of this page's window. Call before `onState`. @returns a function that ends this. */
  onLayout(listener: (layout: PageLayout) => void): () => void;
  /** Call `listener` with the microphone's level while the bubble listens; null: unknown. @returns a function that ends this. */
  onLevel(listener: (level: number | null) => void): () => void;
  /** Ask main to send a command to the client. Main drops it unless its button is enabled. */
  press(request: CommandRequest): void;
  /** Report the user's action on the handle. */
  handle(intent: HandleIntent): void;
  /** Report that the pointer has come over the buttons, or has left them. */
  hold(isHeld: boolean): void;
  /** Open the panel, or close it. */
  togglePanel(): void;
}
