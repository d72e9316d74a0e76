import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { CHANNEL, type OverlayState } from '../../src-preload/contract.ts';
import { type Page, pageUrl } from './app-scheme.ts';
import type { Rectangle } from './placement.ts';

const PRELOAD = join(app.getAppPath(), 'out/preload/preload.cjs');

/** How long after its renderer died a window is made again. */
const REBIRTH_DELAY_MS = 500;

/** A window of the overlay: made when it is first to be seen, and made again when its renderer dies. */
export interface PageWindow {
  /** Puts the window on the screen without giving it the focus. */
  show(bounds: Rectangle): void;
  hide(): void;
  /** Sends the page a state; a page that is not there yet asks for it when it is. */
  send(state: OverlayState): void;
}

/**
 * @param clicks whether the window takes clicks; a window that does not never does (nothing toggles it, so that nothing
 *   can get stuck).
 */
export function createPageWindow(page: Page, clicks: boolean, log: (message: string) => void): PageWindow {
  let window: BrowserWindow | null = null;
  /** Where the window is to be; null while it is to be hidden. */
  let wanted: Rectangle | null = null;

  const open = (bounds: Rectangle) => {
    const opened = openWindow(page, bounds, clicks);
    window = opened;
    // A transparent window that is shown before its first paint may flash black.
    opened.once('ready-to-show', () => {
      if (window === opened) apply();
    });
    opened.webContents.on('render-process-gone', (_event, details) => {
      if (window !== opened) return;
      log(`${page} page ended: ${details.reason}`);
      window = null;
      opened.destroy();
      setTimeout(apply, REBIRTH_DELAY_MS);
    });
    void opened.loadURL(pageUrl(page)).catch((error: unknown) => log(`${page} page did not load: ${String(error)}`));
  };

  const apply = () => {
    if (wanted === null) {
      window?.hide();
      return;
    }
    if (window === null) {
      open(wanted);
      return;
    }
    window.setBounds(wanted);
    if (!window.isVisible()) {
      window.showInactive();
      // Some window managers and full-screen programs put themselves above in the meantime.
      raise(window);
    }
  };

  return {
    show(bounds) {
      wanted = bounds;
      if (window === null || isPainted(window)) apply();
    },
    hide() {
      wanted = null;
      apply();
    },
    send(state) {
      window?.webContents.send(CHANNEL.state, state);
    },
  };
}

/** Whether the page has been painted once, after which the window can be shown. */
function isPainted(window: BrowserWindow): boolean {
  return !window.webContents.isLoadingMainFrame();
}

function openWindow(_page: Page, bounds: Rectangle, clicks: boolean): BrowserWindow {
  const window = new BrowserWindow({
    ...bounds,
    show: false,
    title: app.getName(),
    frame: false,
    transparent: true,
    hasShadow: false,
    roundedCorners: false,
    resizable: false,
    movable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    // On Linux the window manager then leaves the window alone: on top, on every workspace, without focus.
    focusable: false,
    skipTaskbar: true,
    acceptFirstMouse: true,
    ...(process.platform === 'darwin' ? { type: 'panel' } : {}),
    webPreferences: {
      preload: PRELOAD,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.removeMenu();
  window.setIgnoreMouseEvents(!clicks);
  raise(window);
  return window;
}

function raise(window: BrowserWindow): void {
  window.setAlwaysOnTop(true, 'screen-saver');
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
  window.moveTop();
}
