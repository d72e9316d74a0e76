import { app, BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import type { Page } from '../../src-shared/pages.ts';
import { pageUrl } from '../security/app-scheme.ts';
import { lockedPreferences } from '../security/web-preferences.ts';
import { captures } from './captures.ts';

/**
 * Open a hidden, frameless window that floats above all others, with a page.
 * @param preload the name of the page's preload script.
 * @param options in addition to the common ones, or instead of them.
 */
export function openFloatingWindow(
  page: Page,
  preload: string,
  options: BrowserWindowConstructorOptions = {},
): BrowserWindow {
  const window = new BrowserWindow({
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
    skipTaskbar: true,
    // On macOS, a panel takes the keyboard without activating the app.
    ...(process.platform === 'darwin' ? { type: 'panel' } : {}),
    webPreferences: lockedPreferences(preload),
    ...options,
  });
  // First, because its process begins meanwhile. The caller handles a failure (page-recovery.ts).
  void window.loadURL(pageUrl(page)).catch(() => {});
  // In a process that has a page already, Chromium begins a page with a white ground (seen with Electron 33.4).
  window.webContents.once('dom-ready', () => {
    // The app may end meanwhile, and then the page outlives its window for a moment.
    if (!window.isDestroyed()) window.setBackgroundColor('#00000000');
  });
  keepAbove(window);
  captures.add(window);
  return window;
}

/** Keep a window above all others, on every workspace. */
export function keepAbove(window: BrowserWindow): void {
  window.setAlwaysOnTop(true, 'screen-saver');
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
}
