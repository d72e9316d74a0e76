import type { BrowserWindow } from 'electron';
import type { Page } from '../../src-shared/pages.ts';
import type { Clock } from '../runtime/clock.ts';
import { openFloatingWindow } from './floating-window.ts';
import type { Rectangle } from './placement.ts';

/**
 * A page that is loaded is painted within a few frames, but on Wayland Electron 33 may never say so (`ready-to-show`; seen in
 * sway 1.7 without XWayland).
 */
const PAINT_LIMIT_MS = 2_000;

/** A hidden window of the bubble, whose page loads. */
export interface LoadingPage {
  readonly window: BrowserWindow;
  /** Resolves when the page has been painted for the first time; never if it ends before. */
  readonly painted: Promise<void>;
}

/** Open a hidden window and load a page in it. @param clicks whether it takes clicks. */
export function loadPage(clock: Clock, page: Page, bounds: Rectangle, clicks: boolean): LoadingPage {
  const window = openFloatingWindow(page, 'preload.cjs', {
    ...bounds,
    // On Linux, the window manager then leaves the window on top, on every workspace, and without focus.
    focusable: false,
    // wlroots gives the keyboard to normal windows even if no window manager manages them, but not to notifications.
    ...(process.platform === 'linux' ? { type: 'notification' } : {}),
    acceptFirstMouse: true,
  });
  const painted = new Promise<void>((resolve) => {
    let cancelLimit = () => {};
    let isReady = false;
    window.once('ready-to-show', () => {
      isReady = true;
      cancelLimit();
      resolve();
    });
    window.webContents.once('did-finish-load', () => {
      if (!isReady) cancelLimit = clock.setTimeout(resolve, PAINT_LIMIT_MS);
    });
    window.once('closed', () => cancelLimit());
  });
  window.setIgnoreMouseEvents(!clicks);
  window.moveTop();
  return { window, painted };
}
