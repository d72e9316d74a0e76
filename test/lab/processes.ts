/** Linux processes, as /proc describes them. */

import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** The kernel reports processor time in ticks of this length to every program, whatever it counts in itself. */
const TICK_MS = 10;

/** The fields of /proc/PID/stat that are used. */
export interface ProcessStat {
  readonly parent: number;
  /** Its own processor time and that of its children that have ended and were waited for, in ticks. */
  readonly ticks: number;
  /** Whether it has ended, and its parent has not noticed yet. */
  readonly isZombie: boolean;
}

/** Parse a line of /proc/PID/stat. @returns null when it is none. */
export function parseStat(line: string): ProcessStat | null {
  // The second field is the program's name in brackets, which may hold anything, brackets and blanks too.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [parent, ...times] = [1, 11, 12, 13, 14].map((index) => Number(fields[index]));
  const ticks = times.reduce((sum, time) => sum + time, 0);
  if (parent === undefined || !Number.isInteger(parent) || !Number.isInteger(ticks)) return null;
  return { parent, ticks, isZombie: fields[0] === 'Z' };
}

/** The memory of processes in bytes. */
export interface Memory {
  /** In RAM; a page that several processes share counts for its share (proportional set size, PSS). */
  readonly proportionalBytes: number;
  /** In RAM; a page that several processes share counts in full for each (resident set size, RSS). */
  readonly residentBytes: number;
  /** In RAM, in pages that no other process has mapped. */
  readonly privateBytes: number;
  /** In RAM, in pages that hold no part of a file: what the processes have allocated themselves. */
  readonly anonymousBytes: number;
}

/** Parse /proc/PID/smaps_rollup. @returns null when the text lacks a field. */
export function parseMemory(rollup: string): Memory | null {
  const bytes = (field: string) => {
    const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1];
    return kilobytes === undefined ? Number.NaN : Number(kilobytes) * 1_024;
  };
  const memory = {
    proportionalBytes: bytes('Pss'),
    residentBytes: bytes('Rss'),
    privateBytes: bytes('Private_Clean') + bytes('Private_Dirty'),
    anonymousBytes: bytes('Anonymous'),
  };
  return Object.values(memory).some(Number.isNaN) ? null : memory;
}

/** Parse /proc/PID/task/TID/status. @returns how often the thread has waited for something; null when the text has no count. */
export function parseWaits(status: string): number | null {
  const count = /^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status)?.[1];
  return count === undefined ? null : Number(count);
}

/**
 * Parse /proc/PID/io.
 * @returns the bytes that the process has had written to disks; sockets, pipes and file systems in memory do not count.
 *   null when the text has no count.
 */
export function parseWrittenBytes(io: string): number | null {
  const bytes = /^write_bytes: (\d+)$/m.exec(io)?.[1];
  return bytes === undefined ? null : Number(bytes);
}

/** Return the ids of all processes. */
export function allProcesses(): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
}

/** Read a file below /proc/PID. @returns null when the process has ended. */
export function processFile(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null;
  }
}

/** Return `root` and all processes that it and its descendants have started. */
export function processTree(root: number, stats = allStats()): number[] {
  const children = [...stats].filter(([, { parent }]) => parent === root).map(([pid]) => pid);
  return [...(stats.has(root) ? [root] : []), ...children.flatMap((pid) => processTree(pid, stats))];
}

export function isRunning(pid: number): boolean {
  const stat = parseStat(processFile(pid, 'stat') ?? '');
  return stat !== null && !stat.isZombie;
}

/** Return the processor time in milliseconds that a process tree has used; descendants that have ended count. */
export function treeProcessorMs(root: number): number {
  const stats = allStats();
  const ticks = processTree(root, stats).map((pid) => stats.get(pid)?.ticks ?? 0);
  return ticks.reduce((sum, each) => sum + each, 0) * TICK_MS;
}

/** Measure the processor time of a process tree over a period. @returns its share in percent of one core. */
export async function processorPercent(root: number, periodMs: number): Promise<number> {
  const [beforeMs, startedMs] = [treeProcessorMs(root), performance.now()];
  await delay(periodMs);
  return (100 * (treeProcessorMs(root) - beforeMs)) / (performance.now() - startedMs);
}

/** Return the memory of a process tree, and the number of its processes. */
export function treeMemory(root: number): Memory & { readonly processes: number } {
  const all = processTree(root).flatMap((pid) => parseMemory(processFile(pid, 'smaps_rollup') ?? '') ?? []);
  const sum = (field: keyof Memory) => all.reduce((total, memory) => total + memory[field], 0);
  return {
    proportionalBytes: sum('proportionalBytes'),
    residentBytes: sum('residentBytes'),
    privateBytes: sum('privateBytes'),
    anonymousBytes: sum('anonymousBytes'),
    processes: all.length,
  };
}

/** The counters of a tree's threads or processes, by their ids. */
export type Counts = ReadonlyMap<number, number>;

/** Return how often each thread of a process tree has waited for something, which it was then woken for. */
export function treeWaits(root: number): Counts {
  const threads = processTree(root).flatMap((pid) => threadsOf(pid).map((tid) => [pid, tid] as const));
  return new Map(threads.map(([pid, tid]) => [tid, parseWaits(processFile(pid, `task/${tid}/status`) ?? '') ?? 0]));
}

/** Return the bytes that each process of a tree has had written to disks. */
export function treeWrittenBytes(root: number): Counts {
  return new Map(processTree(root).map((pid) => [pid, parseWrittenBytes(processFile(pid, 'io') ?? '') ?? 0]));
}

/** Return the differences between two readings. Threads and processes that have ended meanwhile do not count. */
export function countedBetween(before: Counts, after: Counts): number {
  return [...after].reduce((sum, [id, count]) => sum + count - (before.get(id) ?? 0), 0);
}

/** Return the GPU process among these; undefined when there is none. */
export function gpuAmong(pids: readonly number[]): number | undefined {
  return pids.filter(isRunning).find((pid) => processFile(pid, 'cmdline')?.includes('--type=gpu-process'));
}

function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
}

function allStats(): ReadonlyMap<number, ProcessStat> {
  const stats = new Map<number, ProcessStat>();
  for (const pid of allProcesses()) {
    const stat = parseStat(processFile(pid, 'stat') ?? '');
    if (stat !== null) stats.set(pid, stat);
  }
  return stats;
}
