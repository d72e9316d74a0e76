// A Debian with nothing in it, apart from this one: for installing packages as a user would.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { until } from '../lab/until.ts';

const RELEASE = 'bookworm';
/** Made once; each run works on a copy. */
const PATTERN = join(PROJECT_ROOT, `.real/debian-${RELEASE}`);

/** Enough for any program of Debian's. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The ordinary user. */
export const USER = { name: 'ala', id: 1_000, home: '/home/ala' } as const;

export interface InsideOptions {
  /** Whether it runs as the ordinary user; else as root. */
  readonly asUser?: boolean;
  /** The whole environment besides HOME and PATH. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Whether it runs where the kernel allows no user namespaces, as some systems do: no process in a changed root may make
   * one (user_namespaces(7), EPERM).
   */
  readonly withoutUserNamespaces?: boolean;
}

/** A running system in a folder, with processes and mounts of its own, and the network of this one. */
export interface BareDebian {
  /** The folder that is its root. */
  readonly root: string;
  /** Run a line for its shell. @returns its output. @throws with all of the output, when it fails. */
  run(line: string, options?: InsideOptions): Promise<string>;
  /** Start a line for its shell, which ends with the system. Its output goes into out/install.log. */
  start(line: string, options?: InsideOptions): void;
  /** End every process in it, and delete it. */
  stop(): Promise<void>;
}

/**
 * Start a bare Debian, which is fetched by debootstrap if it is not there yet. Needs root.
 *
 * @param folder where it goes; must not exist.
 */
export async function startBareDebian(folder: string): Promise<BareDebian> {
  await makePattern();
  await promisify(execFile)('cp', ['-a', '--reflink=auto', PATTERN, folder]);
  // A namespace of processes ends with its first one, and with it every mount.
  const first = spawn(
    'unshare',
    ['--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child', 'sh', '-ec', SET_UP],
    {
      env: { PATH, root: folder },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const pid = await until('the bare system', () => readyChildOf(first, folder));
  const log = openSync(join(PROJECT_ROOT, 'out/install.log'), 'w');
  const argumentsFor = (line: string, { asUser = false, env = {}, withoutUserNamespaces = false }: InsideOptions) => {
    const who = asUser ? ['setpriv', `--reuid=${USER.id}`, `--regid=${USER.id}`, '--init-groups'] : [];
    const home = asUser ? USER.home : '/root';
    const whole = { HOME: home, PATH, LANG: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive', ...env };
    const variables = Object.entries(whole).map(([name, value]) => `${name}=${value}`);
    const root = withoutUserNamespaces ? ['chroot', '/again'] : [];
    const shell = ['sh', '-c', `cd "$HOME" && ${line}`];
    return ['--target', String(pid), '--mount', '--pid', '--', 'env', '-i', ...variables, ...root, ...who, ...shell];
  };
  return {
    root: folder,
    async run(line, options = {}) {
      const { stdout } = await promisify(execFile)('nsenter', argumentsFor(line, options), {
        maxBuffer: 64_000_000,
      }).catch((error) => {
        throw new Error(`${line}: ${error.message}\n${error.stdout}\n${error.stderr}`);
      });
      return stdout;
    },
    start(line, options = {}) {
      spawn('nsenter', argumentsFor(line, options), { stdio: ['ignore', log, log] });
    },
    async stop() {
      const ended = new Promise((resolve) => first.once('close', resolve));
      process.kill(pid, 'SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Written where the system has set itself up. */
const READY = 'tmp/.ready';

const SET_UP = `
mount --bind "$root" "$root"
cd "$root"
mount -t proc proc proc
mount --rbind /dev dev
mount -t sysfs sys sys
mount -t tmpfs tmp tmp
mkdir tmp/.X11-unix
chmod 1777 tmp
mount --rbind /tmp/.X11-unix tmp/.X11-unix
pivot_root . outside
cd /
umount -l outside
mount --rbind / /again
touch /${READY}
exec sleep infinity`;

/** The first process of the system, once it has set itself up; null before. */
function readyChildOf(unshare: ChildProcess, folder: string): number | null {
  const { pid, exitCode } = unshare;
  if (pid === undefined || exitCode !== null) throw new Error('The bare system did not start: this needs root.');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children !== '' && existsSync(`/proc/${children}/root/${READY}`) && existsSync(folder)
    ? Number(children)
    : null;
}

/** Fetch the system that others are copies of. */
async function makePattern(): Promise<void> {
  if (existsSync(PATTERN)) return;
  const making = `${PATTERN}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  await promisify(execFile)(
    'debootstrap',
    ['--variant=minbase', '--include=ca-certificates', RELEASE, making, mirror()],
    {
      maxBuffer: 16_000_000,
    },
  );
  // As this computer reaches Debian.
  rmSync(join(making, 'etc/apt/sources.list'), { force: true });
  for (const path of [
    'etc/apt/sources.list',
    'etc/apt/sources.list.d',
    'etc/resolv.conf',
    'etc/hosts',
    'etc/ssl/certs',
  ]) {
    if (existsSync(`/${path}`))
      cpSync(`/${path}`, join(making, path), { recursive: true, dereference: true, force: true });
  }
  for (const name of readdirSync('/etc/apt/apt.conf.d').filter(
    (each) => !/packagekit|appstream|autoremove/.test(each),
  )) {
    cpSync(`/etc/apt/apt.conf.d/${name}`, join(making, 'etc/apt/apt.conf.d', name));
  }
  writeFileSync(
    join(making, 'etc/apt/apt.conf.d/99no-questions'),
    'APT::Install-Recommends "false";\nDpkg::Use-Pty "0";\n',
  );
  for (const folder of ['outside', 'again']) mkdirSync(join(making, folder), { recursive: true });
  await promisify(execFile)('chroot', [making, 'useradd', '--create-home', '--uid', String(USER.id), USER.name]);
  renameSync(making, PATTERN);
}

/** Where this computer gets Debian from. */
function mirror(): string {
  const files = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list'].filter((file) => existsSync(file));
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const found = /^URIs: *(\S+)/m.exec(text)?.[1] ?? /^deb (?:\[.*?\] )?(\S+)/m.exec(text)?.[1];
  if (found === undefined) throw new Error('No mirror of Debian is in /etc/apt: this runs on Debian only.');
  return found;
}
