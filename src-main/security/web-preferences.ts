import { join } from 'node:path';
import { app, type WebPreferences } from 'electron';

/**
 * What every page of ours lives under: a sandbox, a world of its own for the preload script, and as little of Chromium
 * as it needs.
 * @param preload the name of its preload script.
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
