import { join } from 'node:path';
import { app, type WebPreferences } from 'electron';

/**
 * Return the preferences of every page: a sandbox, an isolated preload script, and no more of Chromium than needed.
 * @param preload the file name of its preload script.
 */
export function lockedPreferences(preload: string): WebPreferences {
  return {
    preload: join(app.getAppPath(), 'out/preload', preload),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webgl: false,
    disableDialogs: true,
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}
