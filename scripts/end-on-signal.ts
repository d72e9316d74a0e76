import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, processTree } from '../test/lab/processes.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long the programs may take to end on SIGTERM before they are killed. */
const END_TIMEOUT_MS = 3_000;
const LOOK_AGAIN_MS = 50;

/**
 * On Ctrl-C and similar signals, end this process and everything that it has started. Otherwise those programs would
 * complain about each other's end, and keep working in folders that are being removed.
 *
 * @param line the last line that is printed.
 * @param code the exit code; by default a shell's for the signal.
 * @returns a function to call when the work is done, which exits unless a signal is already ending the process.
 */
export function endOnSignal(line: string, code?: number): () => void {
  let isEnding = false;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      process.stderr.write(`\n${line}\n`);
      const silent = () => true;
      process.stdout.write = silent;
      process.stderr.write = silent;
      void endChildren().finally(() => process.exit(code ?? 128 + constants.signals[signal]));
    });
  }
  return () => {
    if (!isEnding) process.exit();
  };
}

/** On Linux, end all descendants of this process. Elsewhere they are workers, which end with their parent. */
async function endChildren(): Promise<void> {
  if (process.platform !== 'linux') return;
  const children = new Set<number>();
  const deadlineMs = performance.now() + END_TIMEOUT_MS;
  // A program may start another one while it ends; one whose parent has ended is nobody's child any more.
  const send = (signal: NodeJS.Signals) => {
    for (const pid of processTree(process.pid)) if (pid !== process.pid) children.add(pid);
    for (const pid of children) if (isRunning(pid)) kill(pid, signal);
  };
  send('SIGTERM');
  while (performance.now() < deadlineMs && [...children].some(isRunning)) await delay(LOOK_AGAIN_MS);
  send('SIGKILL');
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
