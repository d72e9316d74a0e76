import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import type { Page } from '../../src-shared/pages.ts';
import type { Clock } from '../runtime/clock.ts';
import { pageUrl } from '../security/app-scheme.ts';
import { lockedPreferences } from '../security/web-preferences.ts';
import { systemDisplays } from './displays.ts';
import { createPageRecovery } from './page-recovery.ts';
import type { Point, Rectangle } from './placement.ts';

const MINIMUM_SIZE = { width: 480, height: 400 };

/** What the window shows before its page is drawn: the page's own background. */
const BACKGROUND = { light: '#f1f3f5', dark: '#0e1115' };

/** A window of the usual kind, with a page that is read and worked with; there is never more than one of it. */
export interface DocumentWindow {
  /** Opens the window, or brings it to the front and gives it the keyboard. */
  open(): void;
  /** Opens the window, or brings one that is to be seen to the front without taking the keyboard away. */
  raise(): void;
  /** Sends the page a message, if it is there. */
  send(channel: string, message: unknown): void;
  setTitle(title: string): void;
  /** null while it is not open. */
  current(): BrowserWindow | null;
}

export interface DocumentWindowOptions {
  readonly page: Page;
  /** The name of the page's preload script. */
  readonly preload: string;
  readonly clock: Clock;
  readonly title: () => string;
  /** Where it opens on a display. */
  readonly bounds: (workArea: Rectangle) => Rectangle;
  readonly isDark: () => boolean;
  /** Called when the user begins or stops to see the window, also when a window that is seen gets the focus. */
  readonly onSeen: (seen: boolean) => void;
  readonly log: (message: string) => void;
}

/** Makes a window, which is not there before it is opened. */
export function createDocumentWindow(options: DocumentWindowOptions): DocumentWindow {
  const { page, preload, clock, title, bounds, isDark, onSeen, log } = options;
  let window: BrowserWindow | null = null;

  const recovery = createPageRecovery({
    page,
    clock,
    log,
    isCurrent: (ended) => ended === window,
    onEnd: (ended) => ended.destroy(),
    onRestart: () => openNew(),
  });

  /** On the display with the cursor, where the user looks; finding that may take the system a moment. */
  const openNew = () =>
    systemDisplays.cursor((point) => {
      window ??= make(point);
    });

  const make = (point: Point): BrowserWindow => {
    const { workArea } = screen.getDisplayNearestPoint(point);
    const made = new BrowserWindow({
      ...bounds(workArea),
      minWidth: MINIMUM_SIZE.width,
      minHeight: MINIMUM_SIZE.height,
      show: false,
      title: title(),
      backgroundColor: isDark() ? BACKGROUND.dark : BACKGROUND.light,
      fullscreenable: false,
      // Elsewhere the icon is that of the executable.
      ...(process.platform === 'linux' ? { icon: join(app.getAppPath(), 'assets/icon.png') } : {}),
      webPreferences: lockedPreferences(preload),
    });
    // The page's title is that of the app; the window's is in the user's language.
    made.on('page-title-updated', (event) => event.preventDefault());
    made.once('ready-to-show', () => made.show());
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
    // A failure is the recovery's business.
    void made.loadURL(pageUrl(page)).catch(() => {});
    return made;
  };

  const open = () => {
    if (window === null) {
      // One that was to come back by itself comes now, and not once more when the user has closed it.
      recovery.stop();
      openNew();
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
    current: () => window,
  };
}
