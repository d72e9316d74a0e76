import { app, dialog, type OpenDialogOptions, shell } from 'electron';
import { addressText } from '../../src-shared/assistant-address.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { Clock } from '../runtime/clock.ts';
import { TEST_VERSION_SUFFIX } from '../runtime/test-build.ts';
import type { Environment } from '../start/environment.ts';
import { createDocumentWindow } from '../windows/document-window.ts';
import { FIRST_RUN_SIZE, SETTINGS_SIZE, settingsBounds } from './settings-bounds.ts';
import { createSettingsPage, type SettingsPageOptions } from './settings-page.ts';

export interface SettingsPageSetup
  extends Omit<SettingsPageOptions, 'window' | 'chooseFiles' | 'environment' | 'about' | 'openLogFolder' | 'quit'> {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly logFolder: string;
  /** Called when the settings become visible or hidden. */
  readonly onSeen: (seen: boolean) => void;
}

/** Controls the settings' window and its page. */
export interface SettingsPageController {
  /** Open the settings. */
  open(): void;
  /** Open the page for a start: the first run until the user has seen it, then the settings. An open window keeps its page. */
  openAtStart(withFocus?: boolean): void;
  /** Open it; if it is open, bring it to the front without taking the keyboard focus. */
  raise(): void;
  /** Update it after a change. A page that the user can't see is updated when they can. */
  draw(): void;
  /** Pass on the overlay's state. */
  follow(state: OverlayState): void;
  /** Switch the start at login. If the system refuses, open the page, which says so. */
  setLogin(enabled: boolean): void;
}

/** Create the settings page in its window. */
export function setupSettingsPage(setup: SettingsPageSetup): SettingsPageController {
  const { clock, settings, environment, shortcuts, logFolder, log } = setup;
  let isSeen = false;
  const window = createDocumentWindow({
    page: 'settings',
    clock,
    title: () => page.title(),
    bounds(workArea) {
      const { position, appearance } = settings.current();
      const size = page.isFirstRun() ? FIRST_RUN_SIZE : SETTINGS_SIZE;
      return settingsBounds(workArea, size, position.anchor, appearance);
    },
    onSeen(seen) {
      isSeen = seen;
      setup.adding.setSeen(seen);
      setup.onSeen(seen);
      // The system's start at login may have changed while the user was elsewhere.
      if (seen) page.draw();
      // A window that is closed while recording a shortcut does not report its end.
      else shortcuts.setRecording(false);
    },
    log,
  });
  const page = createSettingsPage({
    ...setup,
    window,
    async chooseFiles(title, isSeveral) {
      const several = isSeveral ? (['multiSelections'] as const) : [];
      const chooser: OpenDialogOptions = { title, properties: ['openFile', 'showHiddenFiles', ...several] };
      const parent = window.current();
      const chosen = await (parent === null ? dialog.showOpenDialog(chooser) : dialog.showOpenDialog(parent, chooser));
      return chosen.filePaths;
    },
    // The page gets all of it, and needs no more.
    environment: {
      wsPorts: environment.wsPorts,
      httpPorts: environment.httpPorts,
      language: environment.language,
      follow: environment.follow?.map(addressText) ?? null,
    },
    about: {
      isTestBuild: app.getVersion().endsWith(TEST_VERSION_SUFFIX),
      overlay: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      logFolder,
    },
    openLogFolder: () => {
      void shell.openPath(logFolder).then((error) => {
        if (error !== '') log(`log folder not opened: ${error}`);
      });
    },
    quit: () => app.quit(),
  });
  const open = () => {
    page.setFirstRun(false);
    window.open();
  };
  return {
    open,
    openAtStart(withFocus = true) {
      if (window.current() === null) page.setFirstRun(settings.current().firstRun.due);
      window.open(withFocus);
    },
    raise() {
      page.setFirstRun(false);
      window.raise();
    },
    draw() {
      if (isSeen) page.draw();
    },
    follow(state) {
      if (isSeen) page.follow(state);
    },
    setLogin(enabled) {
      if (!page.setLogin(enabled)) open();
    },
  };
}
