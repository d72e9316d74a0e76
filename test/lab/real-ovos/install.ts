import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../../scripts/project-root.ts';

/** The versions of which test/assistants/ovos/recorded-bus.jsonl is a recording. */
const PACKAGES = ['ovos-messagebus==0.0.10', 'ovos-audio==1.2.0', 'ovos-dinkum-listener==0.5.0', 'ovos-core==2.1.1'];

/** For newer ones, some dependencies of these versions have no wheels. */
const PYTHONS = ['python3.11', 'python3.10', 'python3.12', 'python3'];

/** 109 MB, git-ignored, and kept. */
const FOLDER = join(PROJECT_ROOT, '.real/ovos');
const INSTALLED = join(FOLDER, 'installed');

const INSTALL_TIMEOUT_MS = 400_000;

const run = promisify(execFile);

/** The folder of the programs of OVOS, or why there is none. */
export type Installation = { readonly programs: string } | { readonly missing: string };

/** Install OVOS from PyPI, unless that has been done. Takes half a minute the first time. */
export async function installOvos(): Promise<Installation> {
  const programs = join(FOLDER, 'bin');
  const wanted = PACKAGES.join('\n');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return { programs };
  const python = await findPython();
  if (python === null) return { missing: `Python 3.10 to 3.12 with venv is needed, as one of ${PYTHONS.join(', ')}` };
  rmSync(FOLDER, { recursive: true, force: true });
  try {
    await run(python, ['-m', 'venv', FOLDER]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES];
    await run(join(programs, 'python'), pip, { timeout: INSTALL_TIMEOUT_MS });
  } catch (error) {
    return { missing: `pip could not install OVOS from PyPI: ${lastLineOf(error)}` };
  }
  writeFileSync(INSTALLED, wanted);
  return { programs };
}

async function findPython(): Promise<string | null> {
  const check = 'import ensurepip, sys, venv; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))';
  for (const python of PYTHONS) {
    const isUsable = await run(python, ['-c', check]).then(
      () => true,
      () => false,
    );
    if (isUsable) return python;
  }
  return null;
}

function lastLineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n').at(-1) ?? '';
}
