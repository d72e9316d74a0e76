import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { DIAGNOSTICS_CHANNEL, type DiagnosticsView } from '../../src-preload/diagnostics-contract.ts';
import type { Clock } from '../system/clock.ts';
import { pageUrl } from './app-scheme.ts';
import { systemDisplays } from './displays.ts';
import { createPageRecovery } from './page-recovery.ts';
import type { Point } from './placement.ts';
import { lockedPreferences } from './web-preferences.ts';

const SIZE = { width: 880, height: 760 };
const MINIMUM_SIZE = { width: 480, height: 400 };

/** What the window shows before its page is drawn: the page's own background. */
const BACKGROUND = { light: '#f1f3f5', dark: '#0e1115' };

/** The diagnostics' window; there is never more than one, and none before it is opened. */
export interface DiagnosticsWindow {
  /** Opens the window, or brings it to the front. */
  open(): void;
  /** Tells the page, if it is there. */
  draw(view: DiagnosticsView): void;
  setTitle(title: string): void;
}

export interface DiagnosticsWindowOptions {
  readonly clock: Clock;
  readonly title: () => string;
  readonly isDark: () => boolean;
  /** Called when the window begins or stops to be on the screen. */
  readonly onSeen: (seen: boolean) => void;
  readonly log: (message: string) => void;
}

export function createDiagnosticsWindow(options: DiagnosticsWindowOptions): DiagnosticsWindow {
  const { clock, title, isDark, onSeen, log } = options;
  let window: BrowserWindow | null = null;

  const recovery = createPageRecovery({
    page: 'diagnostics',
    clock,
    log,
    isCurrent: (ended) => ended === window,
    onEnd: (ended) => ended.destroy(),
    onRestart: () => openNew(),
  });

  const openNew = () =>
    systemDisplays.cursor((point) => {
      window ??= make(point);
    });

  const make = (point: Point): BrowserWindow => {
    const { workArea } = screen.getDisplayNearestPoint(point);
    const width = Math.min(SIZE.width, workArea.width);
    const height = Math.min(SIZE.height, workArea.height);
    const made = new BrowserWindow({
      x: workArea.x + Math.floor((workArea.width - width) / 2),
      y: workArea.y + Math.floor((workArea.height - height) / 2),
      width,
      height,
      minWidth: MINIMUM_SIZE.width,
      minHeight: MINIMUM_SIZE.height,
      show: false,
      title: title(),
      backgroundColor: isDark() ? BACKGROUND.dark : BACKGROUND.light,
      fullscreenable: false,
      // Elsewhere the icon is that of the executable.
      ...(process.platform === 'linux' ? { icon: join(app.getAppPath(), 'assets/icon.png') } : {}),
      webPreferences: lockedPreferences('diagnostics-preload.cjs'),
    });
    made.removeMenu();
    // The page's title is that of the app; the window's is in the user's language.
    made.on('page-title-updated', (event) => event.preventDefault());
    made.once('ready-to-show', () => made.show());
    made.on('show', () => onSeen(true));
    made.on('restore', () => onSeen(true));
    made.on('minimize', () => onSeen(false));
    made.on('hide', () => onSeen(false));
    made.on('closed', () => {
      window = null;
      onSeen(false);
    });
    recovery.watch(made);
    // A failure is the recovery's business.
    void made.loadURL(pageUrl('diagnostics')).catch(() => {});
    return made;
  };

  return {
    open() {
      if (window === null) {
        openNew();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    draw: (view) => window?.webContents.send(DIAGNOSTICS_CHANNEL.view, view),
    setTitle: (next) => window?.setTitle(next),
  };
}
