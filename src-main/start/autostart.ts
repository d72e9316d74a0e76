import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import type { LoginState } from '../../src-shared/settings-contract.ts';
import type { Log } from '../runtime/log.ts';
import { writeWhole } from '../runtime/write-whole.ts';
import {
  entryName,
  type Launch,
  linuxEntry,
  linuxState,
  macState,
  mendedEntry,
  windowsCommand,
  windowsState,
} from './autostart-policy.ts';

/** As other programs' entries: everybody may read it. */
const ENTRY_MODE = 0o644;

/** Starting at login, which the system keeps and the user may change behind our back: nothing is remembered here. */
export interface Autostart {
  /** What the system says now. */
  state(): LoginState;
  /** Asks the system for it, or takes that back. @throws when the system refuses. */
  set(enabled: boolean): void;
  /**
   * Corrects an entry that is switched on and starts something else than this, such as after the app was moved.
   * Of a failure nobody but the log has to know: the entry is as it was.
   */
  mend(): void;
}

/** Starting this profile at login, on the system that this is. */
export function createAutostart(profile: string | null, log: Log): Autostart {
  const launch: Launch = {
    execPath: process.execPath,
    args: process.argv.slice(1),
    appImage: process.env['APPIMAGE'] || null,
    appPath: app.isPackaged ? null : app.getAppPath(),
    profile,
  };
  switch (process.platform) {
    case 'linux':
      return onLinux(launch, log);
    case 'win32':
      return onWindows(launch);
    case 'darwin':
      // A login item of macOS starts the application without arguments: neither a profile nor the sources' Electron.
      return app.isPackaged && profile === null ? onMac() : unsupported;
    default:
      return unsupported;
  }
}

function onLinux(launch: Launch, log: Log): Autostart {
  const folder = join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'autostart');
  const file = join(folder, `${entryName(launch.profile)}.desktop`);
  const read = () => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      // What can't be read can't start anything at login either.
      return null;
    }
  };
  const write = (text: string) => {
    mkdirSync(folder, { recursive: true });
    writeWhole(file, text, ENTRY_MODE);
  };
  return {
    state: () => linuxState(read()),
    set: (enabled) => (enabled ? write(linuxEntry(launch)) : rmSync(file, { force: true })),
    mend() {
      const text = mendedEntry(read(), launch, existsSync);
      if (text === null) return;
      try {
        write(text);
      } catch (error) {
        log(`login entry not corrected: ${String(error)}`);
      }
    },
  };
}

function onWindows(launch: Launch): Autostart {
  const command = windowsCommand(launch);
  const name = entryName(launch.profile);
  return {
    state: () => windowsState(app.getLoginItemSettings(command).launchItems, launch.profile),
    set: (openAtLogin) => app.setLoginItemSettings({ ...command, name, openAtLogin }),
    // Windows finds an entry by its path: of one that leads elsewhere nothing can be known.
    mend() {},
  };
}

function onMac(): Autostart {
  return {
    state() {
      const { openAtLogin, status } = app.getLoginItemSettings();
      return macState(openAtLogin, status);
    },
    set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin }),
    // macOS follows the application when it is moved.
    mend() {},
  };
}

const unsupported: Autostart = {
  state: () => ({ enabled: false, status: 'unsupported' }),
  set() {},
  mend() {},
};
