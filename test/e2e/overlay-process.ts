/** The overlay as a process of its own, started as a user or a desktop starts it: nothing drives or watches it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import type { ClientPorts } from '../lab/free-port.ts';
import { leaveFirstRunBehind, overlayArguments } from '../lab/overlay-process.ts';
import { desktopEnv } from './desktop.ts';

export interface ProcessOptions {
  /** The executable of a package; default: the runtime, with the sources. */
  readonly executable?: string;
  /** The arguments after the app's path on the command line. */
  readonly args?: readonly string[];
  /** Environment on top of the virtual desktop's. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder it is started in; default: that of the tests. */
  readonly cwd?: string;
}

export interface OverlayProcess {
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the process has ended and everything it wrote has been read. */
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** Starts the built app. It is killed when the test ends, and so are its children. */
export function startOverlayProcess({ executable, args = [], env = {}, cwd }: ProcessOptions = {}): OverlayProcess {
  const whole: Readonly<Record<string, string | undefined>> = { ...desktopEnv(), ...env };
  if (whole['ASYSTENT_PROFILE_DIR'] !== undefined) leaveFirstRunBehind(whole['ASYSTENT_PROFILE_DIR']);
  const fromSources = overlayArguments({}, process.getuid?.());
  // A package brings its own path along.
  const first = executable === undefined ? fromSources : fromSources.filter((arg) => arg !== PROJECT_ROOT);
  const child = spawn(executable ?? inject('harness').electron, [...first, ...args], {
    env: whole,
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, to end whatever it starts.
    detached: true,
  });
  onTestFinished(() => killGroup(child));
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => {
    output.stdout += String(data);
  });
  child.stderr.on('data', (data) => {
    output.stderr += String(data);
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, ...output }));
  });
  return { pid: child.pid ?? 0, kill: (signal) => child.kill(signal), ended };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

/** A folder for a profile or a home, deleted when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Return a file's contents; null while it is not there. */
export function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** The environment that leads an overlay to a client on these ports. */
export function portsEnv({ wsPorts, httpPorts }: ClientPorts): Record<string, string> {
  return { ASYSTENT_WS_PORTS: wsPorts.join(','), ASYSTENT_HTTP_PORTS: httpPorts.join(','), ASYSTENT_LANG: 'en' };
}

/** The overlay that runs with a profile, whoever started it; null when none does. */
export interface RunningProfile {
  readonly pid: number;
  /** Executable and arguments, with spaces between them. */
  readonly commandLine: string;
}

/** @param profile the folder, in which Chromium keeps the lock of the single instance: a link to `<host>-<pid>`. */
export function overlayOf(profile: string): RunningProfile | null {
  try {
    const pid = Number(/\d+$/.exec(readlinkSync(join(profile, 'SingletonLock')))?.[0]);
    return { pid, commandLine: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() };
  } catch {
    return null;
  }
}

/** Kills the overlay that runs with a profile when the test ends. */
export function killWithTest(profile: string): void {
  onTestFinished(() => {
    const overlay = overlayOf(profile);
    if (overlay !== null) process.kill(overlay.pid, 'SIGKILL');
  });
}
