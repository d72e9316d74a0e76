/** What a process and all that it has started use, as the kernel tells it below /proc. */

import { readdirSync, readFileSync } from 'node:fs';

/** The kernel tells processor time in ticks of this length to every program, whatever it counts in itself. */
const TICK_MS = 10;

/** What a line of /proc/PID/stat says. */
export interface ProcessStat {
  readonly parent: number;
  /** Its own processor time and that of its children that have ended and were waited for, in ticks. */
  readonly ticks: number;
}

/** Reads a line of /proc/PID/stat. null when it is none. */
export function parseStat(line: string): ProcessStat | null {
  // The second field is the program's name in brackets, which may hold anything, brackets and blanks too.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [parent, ...times] = [1, 11, 12, 13, 14].map((index) => Number(fields[index]));
  const ticks = times.reduce((sum, time) => sum + time, 0);
  return parent === undefined || !Number.isInteger(parent) || !Number.isInteger(ticks) ? null : { parent, ticks };
}

/**
 * The memory of /proc/PID/smaps_rollup in bytes, where each page that several processes share counts for its share
 * (proportional set size). null when the text has none.
 */
export function parseProportionalBytes(rollup: string): number | null {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1_024;
}

/** The processes that are `root` or come from it, among all of them. */
export function treeOf(root: number, stats: ReadonlyMap<number, ProcessStat>): number[] {
  const children = [...stats].filter(([, { parent }]) => parent === root).map(([pid]) => pid);
  return [...(stats.has(root) ? [root] : []), ...children.flatMap((pid) => treeOf(pid, stats))];
}

/**
 * The processor time that a process and all that it has started have used so far.
 *
 * @returns milliseconds; what ended meanwhile still counts.
 */
export function treeProcessorMs(root: number): number {
  const stats = allStats();
  const ticks = treeOf(root, stats).map((pid) => stats.get(pid)?.ticks ?? 0);
  return ticks.reduce((sum, each) => sum + each, 0) * TICK_MS;
}

/** The memory of a process and all that it has started, in bytes, each shared page counted once in all. */
export function treeBytes(root: number): number {
  const bytes = treeOf(root, allStats()).map(
    (pid) => parseProportionalBytes(textOf(`/proc/${pid}/smaps_rollup`) ?? '') ?? 0,
  );
  return bytes.reduce((sum, each) => sum + each, 0);
}

function allStats(): ReadonlyMap<number, ProcessStat> {
  const stats = new Map<number, ProcessStat>();
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? parseStat(textOf(`/proc/${entry}/stat`) ?? '') : null;
    if (stat !== null) stats.set(Number(entry), stat);
  }
  return stats;
}

/** null when the process has ended meanwhile. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
