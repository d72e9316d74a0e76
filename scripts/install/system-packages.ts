import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { delimiter, dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { DESKTOP_TOOLS, type DesktopName, desktopKind } from '../../test/lab/desktops.ts';
import { isExecutable } from './executable.ts';
import { elapsed } from './packages.mjs';

/** Debian's packages of the libraries that Electron is linked against or loads, by their names up to bookworm. */
const ELECTRON_LIBRARIES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxkbcommon0',
  'libxss1',
  'libnotify4',
  'libxtst6',
  'libx11-xcb1',
];

/** Electron is not linked against these, but fails to start without them (seen with 33). */
const LOADED_LIBRARIES = ['libX11-xcb.so.1'];

/** The programs of the virtual desktop and of the tests on it, with the Debian package of each. */
const VIRTUAL_DESKTOP_PROGRAMS: Readonly<Record<string, string>> = {
  Xvfb: 'xvfb',
  Xorg: 'xserver-xorg-video-dummy', // Brings xserver-xorg-core along.
  xrandr: 'x11-xserver-utils',
  xset: 'x11-xserver-utils',
  openbox: 'openbox',
  picom: 'picom',
  xfwm4: 'xfwm4',
  metacity: 'metacity',
  hsetroot: 'hsetroot',
  'xfce4-panel': 'xfce4-panel',
  'xfconf-query': 'xfconf',
  'dbus-daemon': 'dbus',
  gdbus: 'libglib2.0-bin',
  '/usr/libexec/xdg-desktop-portal': 'xdg-desktop-portal',
  'mate-screensaver': 'mate-screensaver',
  xdotool: 'xdotool',
  xev: 'x11-utils',
  xprop: 'x11-utils',
  xwininfo: 'x11-utils',
  import: 'imagemagick',
  'desktop-file-validate': 'desktop-file-utils',
  '/usr/sbin/mosquitto': 'mosquitto',
  dex: 'dex',
};

/** The programs that make packages, check them and install them in a bare Debian, with the Debian package of each. */
const PACKAGING_PROGRAMS: Readonly<Record<string, string>> = {
  'dpkg-deb': 'dpkg',
  rpmbuild: 'rpm',
  lintian: 'lintian',
  appstreamcli: 'appstream',
  debootstrap: 'debootstrap',
  mksquashfs: 'squashfs-tools',
};

/** The Debian packages that the ordinary windows on the lab's desktops need (plain-window.py). */
const WINDOW_PACKAGES = ['python3-gi', 'gir1.2-gtk-3.0'];

/** The Debian package that the Python example needs (examples/client.py). */
const PYTHON_PACKAGE = 'python3-websockets';

/** Longer than a system's unattended updates take. */
const LOCK_TIMEOUT_MS = 120_000;
const TRY_AGAIN_MS = 2_000;

/**
 * How apt-get says that another program has one of its locks: the lists', the archive's, or dpkg's. "Unable to lock" alone
 * may as well mean a file system that is read-only.
 */
const LOCKED = /^E: (?:Could not get lock |.*is another process using it\?)/m;

/** The first on the path may be the user's own; Debian's packages belong to the system's. */
const CANDIDATES = ['python3', '/usr/bin/python3', 'python'];

export interface SystemNeeds {
  /** The Electron executable whose libraries must be there. */
  readonly electron: string;
  readonly virtualDesktop: boolean;
  /** The desktops of the lab that must start. */
  readonly desktops: readonly DesktopName[];
  /** Whether the example clients must be able to run. */
  readonly examples: boolean;
  /** Whether packages must be made, checked and installed. */
  readonly packaging: boolean;
}

/** The inputs of the search for missing packages. */
export interface System {
  /** @param name looked for on the path, unless it is a path itself. */
  hasProgram(name: string): boolean;
  /** Return the libraries that the dynamic linker does not find for `executable`, at its start or later. */
  missingLibraries(executable: string): string[];
  /** Whether a Python has the package of the examples. */
  hasPython(): boolean;
  /** Whether the system's Python can open windows. */
  hasPythonWindows(): boolean;
}

/** Return the Debian packages that `system` lacks, by their names up to bookworm. */
export function missingPackages(needs: SystemNeeds, system: System): string[] {
  const packages = new Set<string>();
  if (system.missingLibraries(needs.electron).length > 0) for (const name of ELECTRON_LIBRARIES) packages.add(name);
  if (needs.virtualDesktop) {
    for (const [program, name] of Object.entries(VIRTUAL_DESKTOP_PROGRAMS)) {
      if (!system.hasProgram(program)) packages.add(name);
    }
  }
  if (needs.packaging) {
    for (const [program, name] of Object.entries(PACKAGING_PROGRAMS)) {
      if (!system.hasProgram(program)) packages.add(name);
    }
  }
  if (needs.desktops.length > 0) {
    for (const [program, name] of Object.entries(DESKTOP_TOOLS)) if (!system.hasProgram(program)) packages.add(name);
    if (!system.hasPythonWindows()) for (const name of WINDOW_PACKAGES) packages.add(name);
  }
  for (const desktop of needs.desktops) {
    for (const [program, names] of Object.entries(desktopKind(desktop).programs)) {
      if (!system.hasProgram(program)) for (const name of names) packages.add(name);
    }
  }
  if (needs.examples && !system.hasPython()) packages.add(PYTHON_PACKAGE);
  return [...packages];
}

/**
 * Return the names in this release: some libraries got the ending `t64` when Debian moved to 64-bit time.
 *
 * @param aptPolicy the output of `apt-cache policy` for the names with that ending; it omits unknown ones.
 */
export function namesOfThisRelease(names: readonly string[], aptPolicy: string): string[] {
  const known = new Set([...aptPolicy.matchAll(/^(\S+):$/gm)].map((match) => match[1]));
  return names.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
}

/**
 * Make sure that the system has the required libraries and programs: install them as root with apt, or else print the
 * command. Does nothing on systems other than Linux.
 *
 * @throws if something is missing and can't be installed from here; the message is for the user.
 */
export async function ensureSystemPackages(needs: SystemNeeds): Promise<void> {
  if (process.platform !== 'linux') return;
  const missing = missingPackages(needs, thisSystem);
  if (missing.length === 0) return;
  if (!thisSystem.hasProgram('apt-get')) {
    throw new Error(`System packages: install what your distribution calls these: ${missing.join(' ')}`);
  }
  if (process.getuid?.() !== 0) {
    const names = namesOfThisRelease(missing, aptPolicy(missing));
    throw new Error(`System packages are missing. Run this, then try again:\n\n  ${asUser(names)}\n`);
  }
  await runApt('System packages: apt-get update', ['update']);
  const names = namesOfThisRelease(missing, aptPolicy(missing));
  await runApt(`System packages: apt-get install ${names.join(' ')}`, [
    ...['install', '--yes', '--no-install-recommends'],
    ...names,
  ]);
  const left = missingPackages(needs, thisSystem);
  if (left.length > 0) {
    const libraries = thisSystem.missingLibraries(needs.electron);
    throw new Error(`System packages: still missing after the installation: ${[...left, ...libraries].join(' ')}`);
  }
}

function asUser(names: readonly string[]): string {
  return `sudo apt-get update && sudo apt-get install --no-install-recommends ${names.join(' ')}`;
}

const thisSystem: System = {
  hasProgram(name) {
    return (process.env['PATH'] ?? '').split(delimiter).some((folder) => isExecutable(resolve(folder, name)));
  },
  missingLibraries(executable) {
    // Electron brings some libraries along.
    const env = { ...process.env, LD_LIBRARY_PATH: dirname(executable), LC_ALL: 'C' };
    const list = execFileSync('ldd', [executable], { env, encoding: 'utf8' });
    const linked = [...list.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
    return [...linked, ...LOADED_LIBRARIES.filter((name) => !isLibraryKnown(name))];
  },
  hasPython: () => findPython() !== null,
  hasPythonWindows: () =>
    spawnSync('/usr/bin/python3', ['-c', 'import gi; gi.require_version("Gtk", "3.0")']).status === 0,
};

/** Return a Python 3 with the package `websockets`, for examples/client.py; null if there is none. */
export function findPython(): string | null {
  const hasPackage = (python: string) => spawnSync(python, ['-c', 'import asyncio, websockets']).status === 0;
  return CANDIDATES.find(hasPackage) ?? null;
}

/** A system without the linker's cache may have its libraries anywhere. */
function isLibraryKnown(name: string): boolean {
  try {
    const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
    return execFileSync('ldconfig', ['-p'], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).includes(
      name,
    );
  } catch {
    return true;
  }
}

function aptPolicy(names: readonly string[]): string {
  return execFileSync('apt-cache', ['policy', ...names.map((name) => `${name}t64`)], { encoding: 'utf8' });
}

const say = (line: string) => void process.stderr.write(`${line}\n`);

/** Run apt-get and report its progress; show its own output only if it fails. */
async function runApt(title: string, args: readonly string[]): Promise<void> {
  say(`${title} …`);
  const started = performance.now();
  await runUnlocked(() => runAptOnce(args), say);
  say(`${title.split(' ').slice(0, 4).join(' ')}: done (${elapsed(started)})`);
}

/** How apt-get ended, and its output. */
export interface AptEnd {
  readonly code: number | null;
  readonly output: string;
}

/**
 * Run apt-get, and retry while another program has its lock. Its own option DPkg::Lock::Timeout does not cover the
 * lists, which `update` locks.
 *
 * @param run runs it once.
 * @param wait waits for that many milliseconds.
 * @throws with its output, if it fails.
 */
export async function runUnlocked(
  run: () => Promise<AptEnd>,
  say: (line: string) => void,
  wait: (ms: number) => Promise<unknown> = delay,
): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += TRY_AGAIN_MS) {
    const { code, output } = await run();
    if (code === 0) return;
    const isLocked = LOCKED.test(output);
    if (!isLocked) throw new Error(`apt-get failed:\n${output}`);
    if (waitedMs >= LOCK_TIMEOUT_MS) {
      throw new Error(
        `Another program has been using apt for ${LOCK_TIMEOUT_MS / 1_000} s. Try again when it has finished:\n${output}`,
      );
    }
    if (waitedMs === 0) say(`  another program is using apt; waiting for up to ${LOCK_TIMEOUT_MS / 1_000} s`);
    await wait(TRY_AGAIN_MS);
  }
}

/** Run apt-get, and report every tenth of its progress. */
async function runAptOnce(args: readonly string[]): Promise<AptEnd> {
  const child = spawn('apt-get', ['-o', 'APT::Status-Fd=3', '-o', 'Dpkg::Use-Pty=0', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (text: unknown) => {
    output += String(text);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const status = child.stdio[3];
  if (status instanceof Readable) {
    let last = '';
    for await (const line of createInterface({ input: status })) {
      const progress = aptProgress(line);
      if (progress && progress !== last) say(`  ${progress}`);
      last = progress ?? last;
    }
  }
  return { code: await closed, output };
}

/** A line of apt's status protocol (`dlstatus:…` while it downloads, `pmstatus:…` while it installs) as full tenths. */
export function aptProgress(line: string): string | null {
  const [, kind, percent] = /^(dlstatus|pmstatus):[^:]*(?::[^:]*)??:([\d.]+):/.exec(line) ?? [];
  if (!kind || !percent) return null;
  return `${kind === 'dlstatus' ? 'downloading' : 'installing'}: ${Math.floor(Number(percent) / 10) * 10} %`;
}
