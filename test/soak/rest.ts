import { setTimeout as delay } from 'node:timers/promises';
import { parseMemory, processFile, processTree, treeMemory } from '../lab/processes.ts';
import { until } from '../lab/until.ts';
import type { MemorySample } from './memory-report.ts';
import type { SoakedOverlay } from './soaked-overlay.ts';

/**
 * From the moment the bubble has left, until the collection is over and the pages have returned what it freed: 2 MB of
 * them ten seconds later (Electron 33).
 */
const SETTLE_MS = 12_000;
const LOOK_AGAIN_MS = 1_000;
/** For an overlay that was stopped together with this process, and whose connection has to come back first. */
const WAIT_MS = 60_000;

/**
 * Wait until the bubble has left and the overlay has collected its garbage.
 * @param after what came before, for the error.
 * @returns its memory then.
 */
export async function rest(overlay: SoakedOverlay, after: string, signal: AbortSignal): Promise<MemorySample['bytes']> {
  await untilShown(overlay, `the bubble off the screen ${after}`, (windows) => windows === 0, signal);
  await delay(SETTLE_MS, undefined, { signal });
  return measure(overlay);
}

/** Wait until so many windows are on the screen. */
export async function untilShown(
  overlay: SoakedOverlay,
  what: string,
  areEnough: (windowsShown: number) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const looked = async () => {
    signal.throwIfAborted();
    return areEnough((await overlay.heaps()).windowsShown);
  };
  await until(what, looked, WAIT_MS, LOOK_AGAIN_MS);
}

async function measure(overlay: SoakedOverlay): Promise<MemorySample['bytes']> {
  const heaps = await overlay.heaps();
  const all = treeMemory(overlay.pid);
  const processes = processTree(overlay.pid).map((pid) => ({
    type: pid === overlay.pid ? 'main' : /--type=([a-z-]+)/.exec(processFile(pid, 'cmdline') ?? '')?.[1],
    memory: parseMemory(processFile(pid, 'smaps_rollup') ?? ''),
  }));
  const bytesOf = (wanted: string, field: 'residentBytes' | 'anonymousBytes') =>
    sum(processes.filter(({ type }) => type === wanted).map(({ memory }) => memory?.[field] ?? 0));
  const [residentMain, residentPages] = [bytesOf('main', 'residentBytes'), bytesOf('renderer', 'residentBytes')];
  return {
    mainHeap: heaps.mainBytes,
    pageHeaps: sum(heaps.pageBytes.map((bytes) => bytes ?? Number.NaN)),
    resident: all.residentBytes,
    proportional: all.proportionalBytes,
    private: all.privateBytes,
    anonymousMain: bytesOf('main', 'anonymousBytes'),
    anonymousPages: bytesOf('renderer', 'anonymousBytes'),
    residentMain,
    residentPages,
    residentOthers: all.residentBytes - residentMain - residentPages,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Return the memory at rest in a few words. */
export function restLine(last: MemorySample | undefined): string {
  if (last === undefined) return '';
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  const { mainHeap, pageHeaps, resident, residentMain, residentPages } = last.bytes;
  return (
    `; at rest: heaps ${megabytes(mainHeap)} and ${megabytes(pageHeaps)} MB, ` +
    `resident ${megabytes(resident)} MB (main ${megabytes(residentMain)}, pages ${megabytes(residentPages)})`
  );
}
