import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** How long a process may take to end on SIGTERM before it is killed. */
const END_TIMEOUT_MS = 3_000;
const LOG_TAIL_CHARACTERS = 2_000;

/** A process that runs in the background and never outlives this one. */
export interface BackgroundProcess {
  /**
   * Return the first line that it writes to file descriptor 3, where servers announce that they are ready.
   * @throws when it ends without one.
   */
  announced(): Promise<string>;
  /** @throws with the end of its log if it no longer runs. */
  assertRunning(): void;
  /** Its id; 0 when it did not start. */
  readonly pid: number;
  /** End it by SIGKILL. Resolves when it has ended. */
  kill(): Promise<void>;
  /** End it by SIGTERM, and by SIGKILL if necessary. Resolves when it has ended. */
  stop(): Promise<void>;
}

/**
 * Start a Linux program in the background. The kernel ends it when this process dies, however that happens
 * (`setpriv --pdeathsig`, part of util-linux).
 *
 * @param logFile receives its stdout and stderr.
 */
export function startInBackground(
  name: string,
  args: readonly string[],
  { env, logFile }: { readonly env: NodeJS.ProcessEnv; readonly logFile: string },
): BackgroundProcess {
  const log = openSync(logFile, 'a');
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', name, ...args], {
    env,
    stdio: ['ignore', log, log, 'pipe'],
  });
  closeSync(log);
  let notStarted = '';
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', ({ message }) => {
      notStarted = message;
      resolve();
    });
  });
  const failure = () => {
    const said = readFileSync(logFile, 'utf8').slice(-LOG_TAIL_CHARACTERS).trim();
    return new Error(`${name} ended unexpectedly: ${notStarted || said}`);
  };

  return {
    pid: child.pid ?? 0,
    async kill() {
      if (!isRunning(child)) return;
      child.kill('SIGKILL');
      await ended;
    },
    async announced() {
      const channel = child.stdio[3];
      if (!(channel instanceof Readable)) throw failure();
      for await (const line of createInterface({ input: channel })) return line;
      throw failure();
    },
    assertRunning() {
      if (!isRunning(child)) throw failure();
    },
    async stop() {
      if (!isRunning(child)) return;
      child.kill('SIGTERM');
      const overdue = setTimeout(() => child.kill('SIGKILL'), END_TIMEOUT_MS);
      await ended;
      clearTimeout(overdue);
    },
  };
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}
