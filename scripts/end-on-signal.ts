import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, processTree } from './overlay-parts.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long the programs may take to end on SIGTERM before they are killed. */
const END_TIMEOUT_MS = 3_000;
const LOOK_AGAIN_MS = 50;

/**
 * Has Ctrl-C and its like end this process with all that it has started, which would else complain of each other's end,
 * and be at work in folders that are being removed.
 *
 * @param line the only thing that is still said.
 * @param code the exit code; by default that of a shell for the signal.
 * @returns what ends this process when its work is done: nothing, while it is being ended already.
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

/** Ends what this process has started, on Linux; elsewhere that is workers, which end with their parent. */
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
