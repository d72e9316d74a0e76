import { setTimeout as delay } from 'node:timers/promises';
import { TURN_OVER } from '../../packages/client/src/status.ts';
import { parseMemory, processFile, processTree, treeMemory } from '../lab/processes.ts';
import { createSeededRandom } from '../lab/seeded-random.ts';
import { until } from '../lab/until.ts';
import { type MemorySample, memoryReport } from './memory-report.ts';
import type { SoakedOverlay } from './soaked-overlay.ts';
import { turnSteps } from './turns.ts';

/**
 * The overlay collects garbage a second or two after its last state if there were 600 since the last time (idle-gc.ts). So
 * many turns have more, and nothing else has to force a collection.
 */
const TURNS_PER_REST = 200;
/**
 * From the moment the bubble has left, until the collection is over and the pages have returned what it freed: 2 MB of
 * them ten seconds later (Electron 33).
 */
const SETTLE_MS = 12_000;
const LOOK_AGAIN_MS = 1_000;
/** For an overlay that was stopped together with this process, and whose connection has to come back first. */
const WAIT_MS = 60_000;
const TICK_MS = 1_000;
const TICKS_PER_LINE = 60;
const TICKS_PER_HOUR = 3_600;

export interface Use {
  readonly turns: number;
  readonly perSecond: number;
  readonly seed: number;
  /** Ends the run early. */
  readonly signal: AbortSignal;
}

/**
 * Use the overlay as people do, one turn after the other with a rest now and then, and print how its memory develops.
 * @returns whether the overlay showed and left the screen each time, and its memory did not grow too fast.
 */
export async function use(overlay: SoakedOverlay, { turns, perSecond, seed, signal }: Use): Promise<boolean> {
  const random = createSeededRandom(seed);
  const turnMs = 1_000 / perSecond;
  const samples: MemorySample[] = [];
  const problems: string[] = [];
  let turn = 0;
  // Counted, because a clock goes on while this process and the overlay are stopped.
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
    if (ticks % TICKS_PER_LINE === 0) console.log(progressLine(turn, ticks / TICKS_PER_HOUR, samples.at(-1)));
  }, TICK_MS);

  try {
    while (turn < turns) {
      turn += 1;
      await takeTurn(turn % TURNS_PER_REST === 0);
      if (turn % TURNS_PER_REST === 0) samples.push(await rest());
    }
  } catch (error) {
    if (!signal.aborted) problems.push(error instanceof Error ? error.message : String(error));
  }
  clearInterval(ticking);
  const report = memoryReport(samples);
  for (const line of report.lines) console.log(line);
  problems.push(...report.problems);
  for (const problem of problems) console.log(`soak: FAILED: ${problem} (SOAK_SEED=${seed})`);
  const hours = (ticks / TICKS_PER_HOUR).toFixed(2);
  if (problems.length === 0) console.log(`soak: passed, ${turn} turns in ${hours} h, and ${samples.length} rests`);
  return problems.length === 0;

  async function takeTurn(isLastBeforeRest: boolean): Promise<void> {
    const startedMs = performance.now();
    for (const { at, patch } of turnSteps(turn, random, isLastBeforeRest)) {
      await delay(Math.max(0, startedMs + at * turnMs - performance.now()), undefined, { signal });
      if (isLastBeforeRest && patch === TURN_OVER) await seen('the bubble on the screen', (windows) => windows > 0);
      overlay.client.update(patch);
    }
    await delay(Math.max(0, startedMs + turnMs - performance.now()), undefined, { signal });
  }

  async function rest(): Promise<MemorySample> {
    await seen('the bubble off the screen', (windows) => windows === 0);
    await delay(SETTLE_MS, undefined, { signal });
    return { hours: ticks / TICKS_PER_HOUR, bytes: await measure(overlay) };
  }

  async function seen(what: string, probe: (windowsShown: number) => boolean): Promise<void> {
    const looked = async () => {
      signal.throwIfAborted();
      return probe((await overlay.heaps()).windowsShown);
    };
    await until(`${what} after turn ${turn}`, looked, WAIT_MS, LOOK_AGAIN_MS);
  }
}

async function measure(overlay: SoakedOverlay): Promise<MemorySample['bytes']> {
  const heaps = await overlay.heaps();
  const all = treeMemory(overlay.pid);
  const processes = processTree(overlay.pid).map((pid) => ({
    type: pid === overlay.pid ? 'main' : /--type=([a-z-]+)/.exec(processFile(pid, 'cmdline') ?? '')?.[1],
    residentBytes: parseMemory(processFile(pid, 'smaps_rollup') ?? '')?.residentBytes ?? 0,
  }));
  const resident = (wanted: string) =>
    sum(processes.filter(({ type }) => type === wanted).map(({ residentBytes }) => residentBytes));
  const [residentMain, residentPages] = [resident('main'), resident('renderer')];
  return {
    mainHeap: heaps.mainBytes,
    pageHeaps: sum(heaps.pageBytes),
    resident: all.residentBytes,
    proportional: all.proportionalBytes,
    private: all.privateBytes,
    residentMain,
    residentPages,
    residentOthers: all.residentBytes - residentMain - residentPages,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function progressLine(turn: number, hours: number, last: MemorySample | undefined): string {
  const now = `soak: turn ${turn}, ${hours.toFixed(2)} h`;
  if (last === undefined) return now;
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  const { mainHeap, pageHeaps, resident, residentMain, residentPages } = last.bytes;
  return (
    `${now}; at rest: heaps ${megabytes(mainHeap)} and ${megabytes(pageHeaps)} MB, ` +
    `resident ${megabytes(resident)} MB (main ${megabytes(residentMain)}, pages ${megabytes(residentPages)})`
  );
}
