import type { Clock } from './clock.ts';

/** What comes again within this time can be counted instead of written; doubles for as long as a line keeps coming. */
const FIRST_WINDOW_MS = 300_000;
const LONGEST_WINDOW_MS = 3_600_000;

/** How often a line is written within its window when others come between. A connection that comes and goes takes two. */
const WRITTEN_MAX = 5;

/** Different lines that are watched at a time; the app has far fewer. */
const WATCHED_MAX = 200;

/** Writes what happens in its order, and of what is repeated a count. */
export interface RepeatedLines {
  add(line: string): void;
  /** Writes the counts that have gathered; to be called before the app ends. */
  flush(): void;
}

interface Watched {
  readonly windowMs: number;
  readonly cancel: () => void;
  written: number;
  /** How often it has come without being written, and when it did so last. */
  count: number;
  lastAtMs: number;
}

/**
 * A line that comes again at once is counted. One that comes again after others is news, and written, so that the last
 * line says what is the case; but only so often, because a fault that lasts repeats its lines in turn. Of what is only
 * counted, the count tells how long ago it came last.
 * @param write takes a line.
 */
export function createRepeatedLines(clock: Clock, write: (line: string) => void): RepeatedLines {
  const watched = new Map<string, Watched>();
  let last: string | null = null;

  const watch = (line: string, windowMs: number, written: number) => {
    const cancel = clock.setTimeout(() => windowEnds(line), windowMs);
    watched.set(line, { windowMs, cancel, written, count: 0, lastAtMs: 0 });
  };

  const tell = (line: string, entry: Watched) => {
    if (entry.count === 0) return;
    const agoS = Math.round((clock.nowMs() - entry.lastAtMs) / 1_000);
    const ago = agoS === 0 ? '' : `, the last ${agoS} s ago`;
    write(`${line} (${entry.count} more ${entry.count === 1 ? 'time' : 'times'}${ago})`);
    entry.count = 0;
  };

  /** In the order in which they came last. */
  const tellAll = () => {
    const held = [...watched].filter(([, { count }]) => count > 0);
    for (const [line, entry] of held.sort(([, a], [, b]) => a.lastAtMs - b.lastAtMs)) tell(line, entry);
  };

  const windowEnds = (line: string) => {
    const entry = watched.get(line);
    watched.delete(line);
    if (entry === undefined || entry.count === 0) return;
    watched.set(line, entry);
    tellAll();
    // It has shown that it comes again: once more, and it is counted again.
    watch(line, Math.min(2 * entry.windowMs, LONGEST_WINDOW_MS), WRITTEN_MAX - 1);
  };

  const forget = (line: string, entry: Watched) => {
    entry.cancel();
    watched.delete(line);
    tell(line, entry);
  };

  /** What was repeated at once is told before something else is. */
  const passOn = (line: string) => {
    const entry = last === null || last === line ? undefined : watched.get(last);
    if (last !== null && entry !== undefined && entry.written < WRITTEN_MAX) tell(last, entry);
  };

  return {
    add(line) {
      passOn(line);
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
      tellAll();
      for (const [line, entry] of [...watched]) forget(line, entry);
    },
  };
}
