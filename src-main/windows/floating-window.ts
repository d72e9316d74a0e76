import { app, BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import { lockedPreferences } from '../security/web-preferences.ts';

/**
 * Makes a hidden window that will float above all others: nothing to be seen of it but what its page draws.
 * @param preload the name of the page's preload script.
 * @param options what is special about this one.
 */
export function openFloatingWindow(preload: string, options: BrowserWindowConstructorOptions = {}): BrowserWindow {
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
    // A panel of macOS takes the keyboard without making ours the active program.
    ...(process.platform === 'darwin' ? { type: 'panel' } : {}),
    webPreferences: lockedPreferences(preload),
    ...options,
  });
  keepAbove(window);
  return window;
}

/** Has a window stay above the others, on every workspace. */
export function keepAbove(window: BrowserWindow): void {
  window.setAlwaysOnTop(true, 'screen-saver');
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
}
