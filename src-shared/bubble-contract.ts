import type { CommandRequest } from './commands.ts';

/**
 * How a display's bubble is laid out in its window; differs between displays, and so is no part of the OverlayState.
 * Which of its measures belong to scale 1: geometry.ts.
 */
export interface PageLayout {
  /** On which side of the pill the answer card is. */
  readonly cardSide: 'above' | 'below';
  /** Which ends of pill and card are flush; the pill stands at that end of the window. */
  readonly align: 'left' | 'center' | 'right';
  /** 1 is 100 %. */
  readonly scale: number;
  /** The widest that the card gets, in device-independent pixels at scale 1. */
  readonly cardWidthPx: number;
  /** Nothing is transparent, because the desktop would draw it black: the window is cut out along pill and card. */
  readonly isSolid: boolean;
}

/** What the user does with the handle. Coordinates are device-independent pixels of the desktop. */
export type HandleIntent =
  | { readonly kind: 'drag-start' | 'drag-move'; readonly screenX: number; readonly screenY: number }
  /** The bubble stays where it is. */
  | { readonly kind: 'drag-end' }
  /** The bubble goes back to where it was. */
  | { readonly kind: 'drag-cancel' }
  /** The bubble goes to where it stands on a display on which it was never moved. */
  | { readonly kind: 'reset' };

/** IPC channels. */
export const CHANNEL = {
  /** main → page: the OverlayState as a text (state-message.ts), at first on `ready`, then whenever it changes. */
  state: 'overlay:state',
  /** page → main: the page listens; send it the state as it is now. */
  ready: 'overlay:ready',
  /** page → main: a CommandRequest of the user; `set_setting` has a channel of the settings page. */
  command: 'overlay:command',
  /** main → page: the PageLayout of its window, at first on `ready` and before the state, then whenever it changes. */
  layout: 'overlay:layout',
  /** page → main: a HandleIntent. */
  handle: 'overlay:handle',
  /** main → bubble: a number, only while the diagnostics are open: tell when you have painted what you were last sent. */
  paint: 'overlay:paint',
  /** bubble → main: that number. */
  painted: 'overlay:painted',
  /** main → page: nothing; much has gone on and is over, put your garbage away. */
  tidy: 'overlay:tidy',
} as const;

/** What the preload script offers to a page as `window.overlay`. */
export interface OverlayBridge {
  /**
   * Calls `listener` with the state as it is now and again after every change, as a text (state-message.ts).
   * @returns what ends it.
   */
  onState(listener: (message: string) => void): () => void;
  /** Calls `listener` with the layout of this page's window. To be called before `onState`. @returns what ends it. */
  onLayout(listener: (layout: PageLayout) => void): () => void;
  /** Asks main to send a command to the client. One that is not enabled now is not sent. */
  press(request: CommandRequest): void;
  /** Tells main what the user does with the handle. */
  handle(intent: HandleIntent): void;
  /** Opens the panel, or closes it. */
  togglePanel(): void;
}
