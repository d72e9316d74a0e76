/** Environments for the Python package: its oldest and its newest dependencies, on the oldest and the newest Python here. */

import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../../scripts/project-root.ts';

const run = promisify(execFile);

/** Kept between runs: to fill it takes half a minute, and the package index. */
const CACHE = join(PROJECT_ROOT, 'out', 'python');
const OLDEST_PYTHON = 9;
/** As long as an index that hangs is waited for. */
const PIP = ['-m', 'pip', '--disable-pip-version-check', '--quiet', '--no-input', '--timeout', '10', '--retries', '1'];

/** The tools that build and check the package. */
const TOOLS = ['build', 'hatchling', 'twine', 'mypy', 'ruff', 'websockets<18', 'paho-mqtt<3'];

export interface Environments {
  /** The executables of Python. */
  readonly oldest: string;
  readonly newest: string;
  readonly tools: string;
}

/** Why there are no environments, for people. */
export class NoEnvironments extends Error {}

/**
 * Return the environments; make those that are missing.
 * @throws NoEnvironments if there is no Python that can make them, or no package index.
 */
export async function pythonEnvironments(): Promise<Environments> {
  const pythons = await pythonsHere();
  const [oldest, newest] = [pythons.at(0), pythons.at(-1)];
  if (oldest === undefined || newest === undefined) {
    throw new NoEnvironments('no Python 3.9 or newer has venv; on Debian: apt-get install python3-venv');
  }
  const [forOldest, forNewest, tools] = await Promise.all([
    environment('oldest', oldest, ['websockets==10.4', 'paho-mqtt==2.0.0']),
    environment('newest', newest, ['websockets<18', 'paho-mqtt<3']),
    environment('tools', newest, TOOLS),
  ]);
  return { oldest: forOldest, newest: forNewest, tools };
}

/** Return the Pythons of this machine that can make environments, the oldest first. */
async function pythonsHere(): Promise<readonly string[]> {
  const names = ['python3', ...Array.from({ length: 8 }, (_, index) => `python3.${OLDEST_PYTHON + index}`)];
  const own = globSync(join(homedir(), '.pyenv/versions/3.*/bin/python3'));
  const code = 'import sys, venv, ensurepip; print(sys.version_info[1], sys.executable)';
  const found = await Promise.all(
    [...own, '/usr/bin/python3', ...names].map((python) =>
      run(python, ['-c', code]).then(
        ({ stdout }) => stdout.trim(),
        () => null,
      ),
    ),
  );
  return found
    .map((line) => /^(\d+) (.+)$/.exec(line ?? ''))
    .flatMap((match) => (match === null ? [] : [{ minor: Number(match[1]), path: match[2] ?? '' }]))
    .filter(({ minor }) => minor >= OLDEST_PYTHON)
    .sort((a, b) => a.minor - b.minor)
    .map(({ path }) => path);
}

/** Make an environment with these packages, unless it is there. @returns its Python. */
async function environment(name: string, python: string, packages: readonly string[]): Promise<string> {
  const folder = join(CACHE, name);
  const stamp = join(folder, 'made-of.txt');
  const own = join(folder, 'bin', 'python');
  const madeOf = [python, ...packages].join('\n');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === madeOf) return own;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  await run(python, ['-m', 'venv', folder]);
  try {
    await run(own, [...PIP, 'install', ...packages]);
  } catch (error) {
    throw new NoEnvironments(`pip could not install ${packages.join(' ')}: ${messageOf(error)}`);
  }
  writeFileSync(stamp, madeOf);
  return own;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error);
}
