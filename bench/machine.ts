import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';
import { promisify } from 'node:util';
import { sandboxSwitches } from '../test/lab/overlay-process.ts';

const run = promisify(execFile);

/** The machine that the figures were measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  /** Programs with their versions. */
  readonly versions: Readonly<Record<string, string>>;
  /** Whether Chromium's sandbox was there, which has processes of its own; root goes without. */
  readonly isSandboxed: boolean;
  /** The ISO date of the measurement. */
  readonly date: string;
  /** The load average of the minute before. */
  readonly loadBefore: number;
}

/** Describe the machine and the programs that the figures depend on. @param electron the executable. */
export async function describeMachine(electron: string): Promise<Machine> {
  const [processor] = cpus();
  // The rest is the name of somebody's build.
  const [kernel] = release().split('-');
  return {
    processor: processor?.model ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    system: `${systemName()}, ${type()} ${kernel} ${arch()}`,
    versions: {
      ...(await runtimeVersions(electron)),
      'Node (client)': process.versions.node,
      Xvfb: await debianVersion('xvfb'),
      picom: await debianVersion('picom'),
    },
    isSandboxed: sandboxSwitches(process.getuid?.()).length === 0,
    date: new Date().toISOString(),
    loadBefore: loadavg()[0] ?? 0,
  };
}

async function runtimeVersions(electron: string): Promise<Record<string, string>> {
  const print = 'const { electron, chrome, node } = process.versions; console.log([electron, chrome, node].join())';
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const [version = '', chromium = '', node = ''] = (await run(electron, ['-e', print], { env })).stdout
    .trim()
    .split(',');
  return { Electron: version, Chromium: chromium, 'Node (Electron)': node };
}

/** Return `unknown` for a program that was not installed as a Debian package. */
async function debianVersion(name: string): Promise<string> {
  try {
    return (await run('dpkg-query', ['--show', name])).stdout.trim().split('\t')[1] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

function systemName(): string {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  } catch {
    return 'Linux';
  }
}
