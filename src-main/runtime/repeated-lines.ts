import type { Clock } from './clock.ts';

/** Within this time, repetitions of a line may be counted instead of written. It doubles for as long as they go on. */
const FIRST_WINDOW_MS = 300_000;
const LONGEST_WINDOW_MS = 3_600_000;

/** How often a line is written within its window if others come between. A connection that comes and goes has two lines. */
const WRITTEN_MAX = 5;

/** How many different lines are watched at a time; the app has far fewer. */
const WATCHED_MAX = 200;

/** Writes lines in their order, and counts repetitions. */
export interface RepeatedLines {
  add(line: string): void;
  /** Write the pending counts. Call before the app ends. */
  flush(): void;
}

interface Watched {
  readonly windowMs: number;
  readonly cancel: () => void;
  written: number;
  /** How often it came without being written, and when it did so last. */
  count: number;
  lastAtMs: number;
}

/**
 * A line that immediately repeats is counted. One that comes again after others is written again, so that the log ends with
 * the current state, but only a few times, because a lasting fault repeats its lines in turn. After that it is counted, and
 * the count says how long ago it came last.
 * @param write writes a line.
 */
export function createRepeatedLines(clock: Clock, write: (line: string) => void): RepeatedLines {
  const watched = new Map<string, Watched>();
  let last: string | null = null;

  const watch = (line: string, windowMs: number, written: number) => {
    const cancel = clock.setTimeout(() => windowEnds(line), windowMs);
    watched.set(line, { windowMs, cancel, written, count: 0, lastAtMs: 0 });
  };

  const writeCount = (line: string, entry: Watched) => {
    if (entry.count === 0) return;
    const agoS = Math.round((clock.nowMs() - entry.lastAtMs) / 1_000);
    const ago = agoS === 0 ? '' : `, the last ${agoS} s ago`;
    write(`${line} (${entry.count} more ${entry.count === 1 ? 'time' : 'times'}${ago})`);
    entry.count = 0;
  };

  /** Write all counts, the one whose line came last at the end. */
  const writeCounts = () => {
    const held = [...watched].filter(([, { count }]) => count > 0);
    for (const [line, entry] of held.sort(([, a], [, b]) => a.lastAtMs - b.lastAtMs)) writeCount(line, entry);
  };

  const windowEnds = (line: string) => {
    const entry = watched.get(line);
    watched.delete(line);
    if (entry === undefined || entry.count === 0) return;
    watched.set(line, entry);
    writeCounts();
    // It is known to repeat, so it is written once more at most before it is counted again.
    watch(line, Math.min(2 * entry.windowMs, LONGEST_WINDOW_MS), WRITTEN_MAX - 1);
  };

  const forget = (line: string, entry: Watched) => {
    entry.cancel();
    watched.delete(line);
    writeCount(line, entry);
  };

  /** Write the count of the line before, now that another one follows. */
  const writeLastCount = (line: string) => {
    const entry = last === null || last === line ? undefined : watched.get(last);
    if (last !== null && entry !== undefined && entry.written < WRITTEN_MAX) writeCount(last, entry);
  };

  return {
    add(line) {
      writeLastCount(line);
      const isAgain = last === line;
      last = line;
      const entry = watched.get(line);
      if (entry === undefined) {
        const [oldest] = watched;
        if (watched.size >= WATCHED_MAX && oldest !== undefined) forget(...oldest);
        write(line);
        watch(line, FIRST_WINDOW_MS, 1);
      } else if (isAgain || entry.written >= WRITTEN_MAX) {
        entry.count += 1;
        entry.lastAtMs = clock.nowMs();
      } else {
        entry.written += 1;
        write(entry.written === WRITTEN_MAX ? `${line} (again and again: counted from here on)` : line);
      }
    },
    flush() {
      writeCounts();
      for (const [line, entry] of [...watched]) forget(line, entry);
    },
  };
}
