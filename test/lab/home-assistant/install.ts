import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../../scripts/project-root.ts';

const run = promisify(execFile);

/** A release of Home Assistant, with its further packages, and the oldest Python that it runs on. */
interface Release {
  readonly python: readonly [number, number, number];
  readonly packages: readonly string[];
}

/**
 * The newest first. Without the package of its frontend, Home Assistant starts in recovery mode. The packages after it are
 * those that its parts would fetch themselves, which `--skip-pip` prevents.
 */
const RELEASES: readonly Release[] = [
  {
    python: [3, 13, 2],
    packages: [
      'homeassistant==2026.2.3',
      'home-assistant-frontend==20260128.6',
      'paho-mqtt==2.1.0',
      'wyoming==1.7.2',
      'imageio-ffmpeg==0.8.1',
      'ha-ffmpeg==3.2.2',
      'hassil==3.5.0',
      'home-assistant-intents==2026.1.28',
      'mutagen==1.47.0',
      'pymicro-vad==1.0.1',
      'pyspeex-noise==1.0.2',
    ],
  },
  {
    python: [3, 13, 0],
    packages: [
      'homeassistant==2025.4.4',
      'home-assistant-frontend==20250411.0',
      'paho-mqtt==2.1.0',
      'wyoming==1.5.4',
      'imageio-ffmpeg==0.8.1',
    ],
  },
];

/** Where pythons of several versions are, besides the path. */
const CANDIDATES = ['python3.14', 'python3.13', 'python3'];

/** Git ignores it. */
const CACHE = join(PROJECT_ROOT, '.real');

/** A Home Assistant that is installed. */
export interface Installation {
  /** The Python of its own environment. */
  readonly python: string;
  readonly version: string;
}

/**
 * Install Home Assistant from PyPI into the cache, unless it is there: about 1 GB on disk, and a few minutes.
 * @param chosen the Python to use; null: one that is found.
 * @throws with a message for the user if there is no suitable Python, or pip fails.
 */
export async function installHomeAssistant(chosen: string | null, say: (line: string) => void): Promise<Installation> {
  const { python, release } = await findPython(chosen);
  const [version = ''] = release.packages;
  const folder = join(CACHE, version.replace('==', '-'));
  const installation = { python: join(folder, 'bin', 'python'), version: version.replace(/^.*==/, '') };
  // Written last, so that an interrupted installation is not taken for a whole one.
  const record = join(folder, 'installed.txt');
  const content = release.packages.join('\n');
  if (existsSync(record) && readFileSync(record, 'utf8') === content) return installation;
  say(`Installing ${release.packages.join(', ')} into ${folder}. It takes a few minutes and 1 GB …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  await run(python, ['-m', 'venv', folder]);
  await run('nice', [installation.python, '-m', 'pip', 'install', '--quiet', '--no-input', ...release.packages], {
    maxBuffer: 64 * 1024 * 1024,
  });
  writeFileSync(record, content);
  return installation;
}

async function findPython(chosen: string | null): Promise<{ readonly python: string; readonly release: Release }> {
  const found: string[] = [];
  for (const python of chosen === null ? CANDIDATES : [chosen]) {
    const version = await versionOf(python);
    if (version === null) continue;
    const release = RELEASES.find(({ python: least }) => version.minor === least[1] && version.patch >= least[2]);
    if (release !== undefined) return { python, release };
    found.push(`${python} (3.${version.minor}.${version.patch})`);
  }
  throw new Error(
    `Home Assistant needs Python 3.13, with the module venv. Found: ${found.join(', ') || 'none'}.\n` +
      'Name one with --python <path>, such as ~/.pyenv/versions/3.13.0/bin/python.',
  );
}

async function versionOf(python: string): Promise<{ readonly minor: number; readonly patch: number } | null> {
  try {
    const { stdout } = await run(python, ['--version']);
    const [, minor, patch] = /^Python 3\.(\d+)\.(\d+)/.exec(stdout) ?? [];
    return minor === undefined || patch === undefined ? null : { minor: Number(minor), patch: Number(patch) };
  } catch {
    return null;
  }
}
