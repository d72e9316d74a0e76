/** The windows that decide whether a display shows something in full screen. */

/** In pixels of the desktop. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A window that decides that for the displays that it is on, except those of such a window above it. */
export interface FrontWindow extends Area {
  readonly isFullScreen: boolean;
}

/** A window of another program, as a window manager describes it. */
export interface DesktopWindow {
  readonly window: number;
  readonly area: Area;
  /** Whether it is drawn: not minimized, and on a workspace that is shown. */
  readonly isShown: boolean;
  /** Whether it is the desktop's ground or a panel. */
  readonly isOfDesktop: boolean;
  readonly isFullScreen: boolean;
  readonly isMaximized: boolean;
  /** The window that it belongs to, such as a dialog; null: none. */
  readonly owner: number | null;
}

/**
 * Return the windows that decide, the topmost first. Small windows above one in full screen do not, as they do not for
 * GNOME's shell: players have their controls in such windows. The active one does, unless it is a dialog.
 * @param windows the topmost first.
 * @param seesAll whether there are no others: in a Wayland session, the X server does not know the windows above its own,
 *   so that only the active one counts.
 */
export function frontWindows(
  windows: readonly DesktopWindow[],
  active: number | null,
  seesAll: boolean,
): readonly FrontWindow[] {
  const activeOwner = windows.find(({ window }) => window === active)?.owner ?? null;
  return windows.flatMap(
    ({ window, area, isShown, isOfDesktop, isFullScreen, isMaximized, owner }): readonly FrontWindow[] => {
      if (!isShown || isOfDesktop) return [];
      const isActive = window === active;
      if (isFullScreen) return seesAll || isActive || window === activeOwner ? [{ ...area, isFullScreen }] : [];
      return isMaximized || (isActive && owner === null) ? [{ ...area, isFullScreen }] : [];
    },
  );
}
