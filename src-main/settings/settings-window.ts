import { dialog, type OpenDialogOptions } from 'electron';
import type { Settings } from '../../src-shared/settings.ts';
import { SETTINGS_CHANNEL, type SettingsView } from '../../src-shared/settings-contract.ts';
import { createDocumentWindow, type DocumentWindow, type DocumentWindowOptions } from '../windows/document-window.ts';
import { settingsBounds } from './settings-bounds.ts';

/** The settings' window. */
export interface SettingsWindow extends Pick<DocumentWindow, 'open' | 'raise' | 'setTitle'> {
  /** Send the view to the page, if it is open. */
  draw(view: SettingsView): void;
  /** Let the user choose a file. @returns its path; null if they chose none. */
  chooseFile(title: string): Promise<string | null>;
}

export interface SettingsWindowOptions
  extends Pick<DocumentWindowOptions, 'clock' | 'title' | 'isDark' | 'onSeen' | 'log'> {
  /** The bubble's position and size, which the window avoids. */
  readonly settings: () => Pick<Settings, 'position' | 'appearance'>;
}

/** Create the settings' window; nothing exists before it is opened. */
export function createSettingsWindow({ settings, ...options }: SettingsWindowOptions): SettingsWindow {
  const window = createDocumentWindow({
    ...options,
    page: 'settings',
    preload: 'settings-preload.cjs',
    bounds(workArea) {
      const { position, appearance } = settings();
      return settingsBounds(workArea, position.anchor, appearance);
    },
  });
  return {
    open: window.open,
    raise: window.raise,
    setTitle: window.setTitle,
    draw: (view) => window.send(SETTINGS_CHANNEL.view, view),
    async chooseFile(title) {
      const chooser: OpenDialogOptions = { title, properties: ['openFile', 'showHiddenFiles'] };
      const parent = window.current();
      const chosen = await (parent === null ? dialog.showOpenDialog(chooser) : dialog.showOpenDialog(parent, chooser));
      return chosen.filePaths[0] ?? null;
    },
  };
}
