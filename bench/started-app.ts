import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { sandboxSwitches } from '../test/lab/overlay-process.ts';
import { until } from '../test/lab/until.ts';

/** How long an app may take to end on SIGTERM before it is killed. */
const END_TIMEOUT_MS = 5_000;
/** Begins the lines of an app's output that are meant for the benchmark. */
const PREFIX = 'bench: ';

/** A change of the page that shows the status. */
interface Sighting {
  /** When it changed, in milliseconds since 1970. */
  readonly atEpochMs: number;
  /** The text of a floor; `phase|transport|answer` of an overlay. */
  readonly value: string;
}

/** An Electron app in a process of its own, without a debugger. */
export interface StartedApp {
  readonly pid: number;
  /** When it was started, on the clock of `performance.now()`. */
  readonly startedMs: number;
  /** Send a floor a command. */
  say(line: 'show' | 'hide'): void;
  /** Wait until a floor has painted its windows. */
  painted(): Promise<void>;
  /** The changes so far, if the app is watched. */
  readonly sightings: readonly Sighting[];
  /** End it and all processes that it has started. */
  stop(): Promise<void>;
}

/** Return the time in milliseconds since 1970, with fractions. */
export function nowEpochMs(): number {
  return performance.timeOrigin + performance.now();
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) killGroup(child);
});

/**
 * Start an app, which ends with this process at the latest.
 * @param executable of a runtime of its own.
 * @param env the whole environment.
 */
export function startElectronApp(executable: string, env: NodeJS.ProcessEnv, args: readonly string[] = []): StartedApp {
  const startedMs = performance.now();
  const child = spawn(executable, [...sandboxSwitches(process.getuid?.()), ...args], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    // A process group, to end all that it starts.
    detached: true,
  });
  running.add(child);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  let isPainted = false;
  const sightings: Sighting[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith(PREFIX)) return;
    const text = line.slice(PREFIX.length);
    if (text === 'painted') isPainted = true;
    else sightings.push(JSON.parse(text));
  });
  // An app that has ended reads nothing.
  child.stdin.on('error', () => {});

  return {
    pid: child.pid ?? -1,
    startedMs,
    sightings,
    say: (line) => child.stdin.write(`${line}\n`),
    async painted() {
      await until('the first picture of a floor', () => isPainted || child.exitCode !== null, 20_000);
      if (!isPainted) throw new Error(`a floor ended with ${child.exitCode}`);
    },
    async stop() {
      child.kill('SIGTERM');
      const overdue = setTimeout(() => killGroup(child), END_TIMEOUT_MS);
      await ended;
      clearTimeout(overdue);
      killGroup(child);
      running.delete(child);
    },
  };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}
