import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { Page } from '../../src-shared/pages.ts';
import type { Clock } from '../runtime/clock.ts';
import { onGpuEnd } from '../runtime/gpu-crashes.ts';
import { pageUrl } from '../security/app-scheme.ts';
import { lockedPreferences } from '../security/web-preferences.ts';
import { systemDisplays } from './displays.ts';
import { createPageRecovery } from './page-recovery.ts';
import type { Point, Rectangle } from './placement.ts';

const MINIMUM_SIZE = { width: 480, height: 400 };

/** The page's own background, which the window shows until the page is drawn. */
const BACKGROUND = { light: '#f1f3f5', dark: '#0e1115' };

/** An ordinary window with a page; at most one is open. */
export interface DocumentWindow {
  /** Open the window, or bring it to the front. @param withFocus default: with the focus. */
  open(withFocus?: boolean): void;
  /** Open the window, or bring a visible one to the front without the focus. */
  raise(): void;
  /** Send the page a message, if the window is open. */
  send(channel: string, message: unknown): void;
  setTitle(title: string): void;
  /** Give an open window the bounds of a new one. */
  fit(): void;
  close(): void;
  /** Return the window; null while it is not open. */
  current(): BrowserWindow | null;
}

export interface DocumentWindowOptions {
  readonly page: Page;
  readonly clock: Clock;
  readonly title: () => string;
  /** Returns its bounds on a display. */
  readonly bounds: (workArea: Rectangle) => Rectangle;
  /** Called when the window becomes visible or hidden, and when a visible one gets the focus. */
  readonly onSeen: (seen: boolean) => void;
  readonly log: (message: string) => void;
}

/** Create the controller of a window, which opens later. */
export function createDocumentWindow(options: DocumentWindowOptions): DocumentWindow {
  const { page, clock, title, bounds, onSeen, log } = options;
  let window: BrowserWindow | null = null;

  const recovery = createPageRecovery({
    page,
    clock,
    log,
    isCurrent: (ended) => ended === window,
    onEnd: (ended) => ended.destroy(),
    onRestart: () => openNew(),
    onGpuEnd,
  });

  /** On the display with the cursor, where the user looks. Finding that may take a moment. */
  const openNew = (withFocus = true) =>
    systemDisplays.find('cursor', (point) => {
      window ??= make(point, withFocus);
    });

  const make = (point: Point | null, withFocus: boolean): BrowserWindow => {
    const { workArea } = point === null ? screen.getPrimaryDisplay() : screen.getDisplayNearestPoint(point);
    const made = new BrowserWindow({
      ...bounds(workArea),
      minWidth: MINIMUM_SIZE.width,
      minHeight: MINIMUM_SIZE.height,
      show: false,
      title: title(),
      backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
      fullscreenable: false,
      // Elsewhere the executable has the icon.
      ...(process.platform === 'linux' ? { icon: join(app.getAppPath(), 'assets/icon.png') } : {}),
      webPreferences: lockedPreferences(`${page}-preload.cjs`),
    });
    // The page's title is the app's name; the window's is in the user's language.
    made.on('page-title-updated', (event) => event.preventDefault());
    made.once('ready-to-show', () => (withFocus ? made.show() : made.showInactive()));
    made.on('show', () => onSeen(true));
    made.on('restore', () => onSeen(true));
    made.on('focus', () => onSeen(true));
    made.on('minimize', () => onSeen(false));
    made.on('hide', () => onSeen(false));
    made.on('closed', () => {
      window = null;
      onSeen(false);
    });
    recovery.watch(made);
    // page-recovery.ts handles a failure.
    void made.loadURL(pageUrl(page)).catch(() => {});
    return made;
  };

  const open = (withFocus = true) => {
    if (window === null) {
      // A page that waits for its restart opens now, and not once more after the user has closed it.
      recovery.stop();
      openNew(withFocus);
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };

  return {
    open,
    raise() {
      if (window?.isVisible() && !window.isMinimized()) window.moveTop();
      else open();
    },
    send: (channel, message) => window?.webContents.send(channel, message),
    setTitle: (next) => window?.setTitle(next),
    fit() {
      if (window !== null) window.setBounds(bounds(screen.getDisplayMatching(window.getBounds()).workArea));
    },
    close: () => window?.close(),
    current: () => window,
  };
}
