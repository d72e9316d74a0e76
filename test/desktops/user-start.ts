import { spawn } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientPorts } from '../lab/free-port.ts';
import { leaveFirstRunBehind, overlayArguments, overlayEnvironment } from '../lab/overlay-process.ts';
import { isRunning } from '../lab/processes.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';

const END_TIMEOUT_MS = 3_000;

/** The overlay as a user starts it: nothing drives it, and it decides by itself under what it runs. */
export interface UserStart {
  /** Return the id and the command line of the overlay that runs now, which may have replaced itself; null for none. */
  running(): { readonly pid: number; readonly commandLine: string } | null;
  stop(): Promise<void>;
}

export function startAsUser(
  electron: string,
  desktopEnv: Readonly<Record<string, string>>,
  ports: ClientPorts,
): UserStart {
  const scratch = makeScratchFolder('profile');
  leaveFirstRunBehind(scratch.path);
  const env = { ...desktopEnv, ...overlayEnvironment({ ...ports, language: 'en', profile: scratch.path }) };
  // The arguments for an unknown environment are those that a user types.
  const args = overlayArguments({}, process.getuid?.());
  // In a process group of its own, to end whatever it starts.
  const child = spawn(electron, args, { env, stdio: 'ignore', detached: true });
  child.on('error', () => {});
  const running = () => {
    try {
      // Chromium's lock of the profile is a link to `<host>-<pid>`.
      const pid = Number(/\d+$/.exec(readlinkSync(join(scratch.path, 'SingletonLock')))?.[0]);
      return { pid, commandLine: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
    } catch {
      return null;
    }
  };
  return {
    running,
    async stop() {
      const pid = running()?.pid;
      // An overlay that is killed would be brought back by its own shell.
      if (pid !== undefined) {
        end(pid, 'SIGTERM');
        await until('the end of the overlay', () => !isRunning(pid), END_TIMEOUT_MS).catch(() => end(pid, 'SIGKILL'));
      }
      if (child.pid !== undefined) end(-child.pid, 'SIGKILL');
      scratch.remove();
    },
  };
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}
