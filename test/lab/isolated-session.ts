import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type BackgroundProcess, startInBackground } from './background-process.ts';
import { cleanEnvironment } from './overlay-process.ts';
import { makeScratchFolder } from './scratch-folder.ts';

const run = promisify(execFile);

/** A session of its own: its home and runtime folder, and the programs that were started in it. */
export interface IsolatedSession {
  /** Holds every file of the session. */
  readonly home: string;
  /** The whole environment of its programs. Those that start later get the additions. */
  readonly env: Record<string, string>;
  /** Start a program, which ends with the session. */
  start(name: string, args: readonly string[]): BackgroundProcess;
  /** Run a program and return its stdout. @throws when it fails. */
  ask(name: string, ...args: readonly string[]): Promise<string>;
  /** Start a message bus. @returns its address. */
  startBus(): Promise<string>;
  /** End its programs and delete its files. */
  stop(): Promise<void>;
}

/**
 * Open a session that touches neither the user's home folder nor session bus nor display.
 * @param variables its environment in addition.
 * @param files written into its folder of configurations, by their paths there.
 */
export function openIsolatedSession(
  variables: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): IsolatedSession {
  const scratch = makeScratchFolder('desktop');
  const home = scratch.path;
  const folders = isolatedFolders(home);
  for (const [path, text] of Object.entries(files)) {
    const file = join(folders.XDG_CONFIG_HOME, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  // The bus takes a service from the user's folder first.
  for (const service of UNWANTED_SERVICES) {
    const file = join(folders.XDG_DATA_HOME, 'dbus-1/services', `${service}.service`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `[D-BUS Service]\nName=${service}\nExec=/bin/false\n`);
  }
  const env: Record<string, string> = { ...cleanEnvironment(), ...folders, ...QUIET, ...variables };
  const started: BackgroundProcess[] = [];
  const start = (name: string, args: readonly string[]) => {
    const process_ = startInBackground(name, args, { env, logFile: join(home, `${basename(name)}.log`) });
    started.push(process_);
    return process_;
  };
  return {
    home,
    env,
    start,
    async ask(name, ...args) {
      const { stdout } = await run(name, args, { env });
      return stdout;
    },
    startBus: () => start('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=3']).announced(),
    async stop() {
      // In reverse order, because programs must end before the servers that they use.
      for (const process_ of started.toReversed()) await process_.stop();
      scratch.remove();
    },
  };
}

function isolatedFolders(home: string) {
  const folder = (name: string) => {
    const path = join(home, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  };
  return {
    HOME: home,
    XDG_CONFIG_HOME: folder('config'),
    XDG_DATA_HOME: folder('data'),
    XDG_CACHE_HOME: folder('cache'),
    XDG_STATE_HOME: folder('state'),
    XDG_RUNTIME_DIR: folder('runtime'),
  };
}

/** Where desktop portals are installed, Electron would start them, and the second one would mount a file system. */
const UNWANTED_SERVICES = ['org.freedesktop.portal.Desktop', 'org.freedesktop.portal.Documents'];

/** One language, and no settings daemon, accessibility bus or virtual file systems, which only add processes. */
const QUIET: Readonly<Record<string, string>> = {
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
  GSETTINGS_BACKEND: 'memory',
  NO_AT_BRIDGE: '1',
  GIO_USE_VFS: 'local',
};
