import type { ShortcutName } from './settings-limits.ts';

/** The desktop's side of the settings: the start at login, the shortcuts, and its abilities. */

/** The system's view of the start at login. */
export type LoginStatus =
  | 'off'
  | 'on'
  /** macOS: the user has yet to allow it in the system's settings. */
  | 'requires-approval'
  /** Not available on this system. */
  | 'unsupported'
  /** The entry exists, but the user or an administrator has switched it off in the system's settings. */
  | 'blocked';

export interface LoginState {
  /** Whether the system has an entry for it. */
  readonly enabled: boolean;
  readonly status: LoginStatus;
}

/** The start at login on a desktop that ignores the system's entry for it. */
export interface LoginLine {
  /** The desktop's name. */
  readonly desktop: string;
  /** The file that starts programs at its login. */
  readonly file: string;
  /** The line to add to that file; null: it can't start the overlay as it was started now. */
  readonly line: string | null;
}

/** The state of a shortcut. */
export type ShortcutState =
  | 'unset'
  | 'active'
  /** Set, but another program or another of our shortcuts has the same keys. */
  | 'conflict'
  /** A Wayland session: it works while an X11 window has the keyboard. */
  | 'x11-only'
  /** A Wayland session without an X server: it never works. */
  | 'unavailable'
  /** The desktop has been asked for it, and may be asking the user. */
  | 'asked'
  /** The desktop, or the user whom it asked, did not allow it. */
  | 'refused'
  /** The desktop has it, and calls its keys so; empty if it has none yet. */
  | { readonly desktopKeys: string };
export type ShortcutCommands = Readonly<Record<ShortcutName, string>>;
export type ShortcutStates = Readonly<Record<ShortcutName, ShortcutState>>;

/** The desktop's abilities on which settings depend. */
export interface DesktopReach {
  /** Which windows of other programs it knows: all, those of X11, or none. */
  readonly windows: 'all' | 'x11' | 'none';
  /** Whether the system keeps windows out of captures: always, only in older versions, or never. */
  readonly captures: 'kept-out' | 'older' | 'never';
}
