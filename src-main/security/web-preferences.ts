import { join } from 'node:path';
import { app, type WebPreferences } from 'electron';

/**
 * The name of the pages' session. It lacks the prefix `persist:`, so Chromium keeps all that belongs to it in memory: no
 * caches, cookies and databases, which it would write at times even while nothing happens.
 */
const PARTITION = 'pages';

/**
 * Return the preferences of every page: a sandbox, an isolated preload script, and no more of Chromium than needed.
 * @param preload the file name of its preload script.
 */
export function lockedPreferences(preload: string): WebPreferences {
  return {
    preload: join(app.getAppPath(), 'out/preload', preload),
    partition: PARTITION,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webgl: false,
    disableDialogs: true,
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}
