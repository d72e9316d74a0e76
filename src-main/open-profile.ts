import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { type KeyStore, openKeyStore } from './clients/key-store.ts';
import { systemVault } from './clients/key-vault.ts';
import type { Clock } from './runtime/clock.ts';
import { logFolderIn, openLog } from './runtime/log.ts';
import { freeAnchor, takenAnchors } from './settings/free-anchor.ts';
import { openSettings, SETTINGS_FILE, type SettingsStore } from './settings/settings-store.ts';
import { openProfileFolder, type ProfileFolder } from './start/profile-folder.ts';

/** The contents of the profile's folder. */
export interface Profile {
  readonly settings: SettingsStore;
  readonly folder: ProfileFolder;
  readonly logFolder: string;
  readonly log: (message: string) => void;
  /** Usable once the app is ready. */
  readonly keys: KeyStore;
}

/**
 * Open the log and the settings of the profile; both are written to the disk when the app ends.
 * @param name the profile's; null: the default one, or one without a name.
 */
export function openProfile(clock: Clock, name: string | null): Profile {
  const logFolder = logFolderIn(app.getPath('userData'));
  const { log, flush } = openLog(logFolder, clock);
  // A failed task harms nothing else; an exception ends the app (main.ts).
  process.on('unhandledRejection', (reason) =>
    log(`a task failed: ${reason instanceof Error ? reason.stack : reason}`),
  );
  const folder = openProfileFolder(app.getPath('userData'));
  const isNew = name !== null && !existsSync(join(app.getPath('userData'), SETTINGS_FILE));
  const settings = openSettings({ folder, clock, now: () => new Date(), log });
  // Written at once: a profile that starts a moment later must see the position as taken.
  if (isNew) {
    const anchor = freeAnchor(takenAnchors(dirname(dirname(app.getPath('userData')))));
    settings.update('position', { ...settings.current().position, anchor });
    settings.flush();
  }
  const keys = openKeyStore({ folder, vault: systemVault, now: () => new Date(), log });
  app.on('will-quit', settings.flush);
  // A fault ends the app without `will-quit`.
  app.on('quit', flush);
  return { settings, folder, logFolder, log, keys };
}
