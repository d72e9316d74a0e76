import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import type { LoginLine, LoginState } from '../../src-shared/desktop-state.ts';
import { createSignal, type Signal } from '../../src-shared/signal.ts';
import { windowManagerName } from '../desktop/x-server.ts';
import type { Log } from '../runtime/log.ts';
import { writeWhole } from '../runtime/write-whole.ts';
import {
  entryName,
  type Launch,
  linuxEntry,
  linuxState,
  loginCommand,
  loginProgram,
  macState,
  mendedEntry,
  windowsCommand,
  windowsState,
} from './autostart-policy.ts';
import { loginLine } from './login-line.ts';
import { ownAppImage } from './own-app-image.ts';

/** Like other programs' entries, readable by everybody. */
const ENTRY_MODE = 0o644;

/** The start at login. The system keeps it, and the user may change it elsewhere, so nothing is cached here. */
export interface Autostart {
  /** Ask the system. */
  state(): LoginState;
  /** @throws if the system refuses. */
  set(enabled: boolean): void;
  /** Correct an enabled entry that starts another command, for example after the app was moved. Failures are logged. */
  mend(): void;
  /** Call when the app ends: delete the entry if the app was removed meanwhile, as a package manager does. */
  leave(): void;
}

/** The line that starts the overlay at login where the system's entry does not, once it has been found. */
export interface SoughtLoginLine {
  /** null: the desktop heeds the entry, or nothing is known yet. */
  current(): LoginLine | null;
  readonly onFound: Signal<void>['subscribe'];
}

/** Return how this process was started. */
export function currentLaunch(profile: string | null): Launch {
  return {
    execPath: process.execPath,
    args: process.argv.slice(1),
    appImage: ownAppImage(process.env, process.execPath),
    appPath: app.isPackaged ? null : app.getAppPath(),
    profile,
  };
}

/** Create the start at login of a profile, for the current platform. */
export function createAutostart(launch: Launch, log: Log): Autostart {
  switch (process.platform) {
    case 'linux':
      return onLinux(launch, log);
    case 'win32':
      return onWindows(launch);
    case 'darwin':
      // A login item of macOS starts an application without arguments: no profile, and no Electron with the sources.
      return app.isPackaged && launch.profile === null ? onMac() : unsupported;
    default:
      return unsupported;
  }
}

/** Find out whether this desktop ignores the system's entry. */
export function seekLoginLine(launch: Launch): SoughtLoginLine {
  let found: LoginLine | null = null;
  const signal = createSignal();
  const seek = async () => {
    const { env } = process;
    const hasDex = (env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, 'dex')));
    found = loginLine({ env, windowManager: await windowManagerName(env), hasDex }, loginCommand(launch));
    signal.emit();
  };
  if (process.platform === 'linux') void seek();
  return { current: () => found, onFound: signal.subscribe };
}

function onLinux(launch: Launch, log: Log): Autostart {
  const folder = join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'autostart');
  const file = join(folder, `${entryName(launch.profile)}.desktop`);
  const read = () => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      // An unreadable entry starts nothing at login either.
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
    leave() {
      if (!existsSync(loginProgram(launch))) rmSync(file, { force: true });
    },
  };
}

function onWindows(launch: Launch): Autostart {
  const command = windowsCommand(launch);
  const name = entryName(launch.profile);
  return {
    state: () => windowsState(app.getLoginItemSettings(command).launchItems, launch.profile),
    set: (openAtLogin) => app.setLoginItemSettings({ ...command, name, openAtLogin }),
    // Windows finds an entry by its path only, and so not one that starts another program.
    mend() {},
    leave() {},
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
    leave() {},
  };
}

const unsupported: Autostart = {
  state: () => ({ enabled: false, status: 'unsupported' }),
  set() {},
  mend() {},
  leave() {},
};
