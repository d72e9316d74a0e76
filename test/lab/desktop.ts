import type { Hand } from './hand.ts';

/** A desktop without a real screen, with displays of 1280 × 800, on which the overlay is tried. */
export interface Desktop {
  /** The whole environment of its programs. */
  readonly env: Readonly<Record<string, string>>;
  readonly hand: Hand;
  /** The parts that it may lose; null for one that does not run, or whose end is the end of the desktop. */
  readonly manager: WindowManagerPart | null;
  readonly compositor: DesktopPart | null;
  /** Return the process of XWayland; null while there is none. */
  xwayland(): number | null;
  /** Save the screen as a PNG file. */
  screenshot(path: string): Promise<void>;
  /** Run a program there and return its stdout. @throws when it fails. */
  ask(name: string, ...args: readonly string[]): Promise<string>;
  /** Show a workspace, counted from 0; null when there is one only. */
  readonly showWorkspace: ((index: number) => Promise<void>) | null;
  /** Have windows open on a display, counted from the left; does nothing where they choose it themselves. */
  focusDisplay(index: number): Promise<void>;
  /** Return its list of windows, as taskbars read it; X windows are in it by their numbers. */
  listWindows(): Promise<string>;
  /** Ask a window to close, by a part of its title, as a button in its frame does. */
  closeWindow(title: string): Promise<void>;
  /** End every process of the desktop and delete its files. */
  stop(): Promise<void>;
}

/** A program that a desktop may lose. */
export interface DesktopPart {
  /** Start it again, and wait until it works. */
  start(): Promise<void>;
  /** End it by SIGKILL. */
  kill(): Promise<void>;
}

export interface WindowManagerPart extends DesktopPart {
  /** Let another instance of the same manager take over, as after an update. */
  replace(): Promise<void>;
}
