// Installs the project's packages if they are missing or older than the lockfile. Runs before any package is installed.

import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * How long ago `started` (of `performance.now()`) was, for people: `4.2 s`.
 * @type {(started: number) => string}
 */
export const elapsed = (started) => `${((performance.now() - started) / 1000).toFixed(1)} s`;

/**
 * Whether node_modules matches the lockfile. npm writes its record of the installation last.
 * @type {(root: string) => boolean}
 */
export function packagesAreInstalled(root) {
  const record = recordOf(root);
  return existsSync(record) && statSync(record).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** @type {(path: string) => boolean} */
const isLink = (path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/** @type {(root: string) => string} */
const recordOf = (root) => join(root, 'node_modules', '.package-lock.json');

/**
 * @type {(root: string) => void}
 * @throws {Error} if npm fails; it has told the user why.
 */
export function installPackages(root) {
  if (packagesAreInstalled(root)) return;
  if (isLink(join(root, 'node_modules'))) {
    // npm would follow the link and empty the folder of another checkout.
    throw new Error('Packages: node_modules is a link to packages that do not fit; remove the link and try again');
  }
  const lock = join(root, 'out', 'packages.lock');
  takeLock(lock);
  try {
    // Another command may have installed them meanwhile.
    if (!packagesAreInstalled(root)) runNpm(root);
  } finally {
    rmSync(lock, { force: true });
  }
}

const LOOK_AGAIN_MS = 200;

/**
 * Wait until no other command installs packages in this checkout: each would delete those of the other. The lock of a command that
 * was killed is taken over.
 *
 * @type {(lock: string) => void}
 */
function takeLock(lock) {
  mkdirSync(dirname(lock), { recursive: true });
  for (let isFirst = true; ; isFirst = false) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (!isHeld(lock)) rmSync(lock, { force: true });
    else {
      if (isFirst) process.stderr.write('Packages: another command is installing them; waiting\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
    }
  }
}

/** @type {(lock: string) => boolean} */
function isHeld(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    // The lock has gone, or its process has.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @type {(root: string) => void} */
function runNpm(root) {
  process.stderr.write('Packages: npm ci …\n');
  const started = performance.now();
  // The output goes to stderr: stdout belongs to the command that needs the packages.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32', // npm is a .cmd file there.
  });
  if (status !== 0) throw new Error('Packages: npm ci failed');
  process.stderr.write(`Packages: installed (${elapsed(started)})\n`);
}

/**
 * Return the Node that the packages bring for the tools, if they have one for this platform.
 * @type {(root: string) => string | null}
 */
export function packagedNode(root) {
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const path = join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  return existsSync(path) ? path : null;
}
