import { join } from 'node:path';
import { app, BrowserWindow, dialog, type OpenDialogOptions, screen } from 'electron';
import type { Anchor } from '../../src-preload/settings.ts';
import { SETTINGS_CHANNEL, type SettingsView } from '../../src-preload/settings-contract.ts';
import type { Clock } from '../system/clock.ts';
import { pageUrl } from './app-scheme.ts';
import { systemDisplays } from './displays.ts';
import { createPageRecovery } from './page-recovery.ts';
import type { Point } from './placement.ts';
import { settingsBounds } from './settings-bounds.ts';
import { lockedPreferences } from './web-preferences.ts';

const MINIMUM_SIZE = { width: 480, height: 400 };

/** What the window shows before its page is drawn: the page's own background. */
const BACKGROUND = { light: '#f1f3f5', dark: '#0e1115' };

/** The settings' window; there is never more than one. */
export interface SettingsWindow {
  /** Opens the window, or brings it to the front. */
  open(): void;
  /** Tells the page, if it is there. */
  draw(view: SettingsView): void;
  setTitle(title: string): void;
  /** Lets the user choose one file. @returns its path; null when they chose none. */
  chooseFile(title: string): Promise<string | null>;
}

export interface SettingsWindowOptions {
  readonly clock: Clock;
  readonly title: () => string;
  /** Where the bubble stands, for the window to stand elsewhere. */
  readonly anchor: () => Anchor;
  readonly isDark: () => boolean;
  /** Called when the user begins or stops to see the window, also when a window that is seen gets the focus. */
  readonly onSeen: (seen: boolean) => void;
  readonly log: (message: string) => void;
}

/** Makes the settings' window, which is not there before it is opened. */
export function createSettingsWindow({
  clock,
  title,
  anchor,
  isDark,
  onSeen,
  log,
}: SettingsWindowOptions): SettingsWindow {
  let window: BrowserWindow | null = null;

  const recovery = createPageRecovery({
    page: 'settings',
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
      ...settingsBounds(workArea, anchor()),
      minWidth: MINIMUM_SIZE.width,
      minHeight: MINIMUM_SIZE.height,
      show: false,
      title: title(),
      backgroundColor: isDark() ? BACKGROUND.dark : BACKGROUND.light,
      fullscreenable: false,
      // Elsewhere the icon is that of the executable.
      ...(process.platform === 'linux' ? { icon: join(app.getAppPath(), 'assets/icon.png') } : {}),
      webPreferences: lockedPreferences('settings-preload.cjs'),
    });
    made.removeMenu();
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
    void made.loadURL(pageUrl('settings')).catch(() => {});
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
    draw: (view) => window?.webContents.send(SETTINGS_CHANNEL.view, view),
    async chooseFile(chooserTitle) {
      const chooser: OpenDialogOptions = { title: chooserTitle, properties: ['openFile', 'showHiddenFiles'] };
      const chosen = await (window === null ? dialog.showOpenDialog(chooser) : dialog.showOpenDialog(window, chooser));
      return chosen.filePaths[0] ?? null;
    },
    setTitle: (next) => window?.setTitle(next),
  };
}
