import type { Clock } from './clock.ts';

/** A line that comes again within this time is counted instead of written; doubles for as long as it keeps coming. */
const FIRST_WINDOW_MS = 300_000;
const LONGEST_WINDOW_MS = 3_600_000;

/** Different lines that are watched at a time; the app has far fewer. */
const WATCHED_MAX = 200;

/** Writes every line once, and what is repeated as one line with a count. */
export interface RepeatedLines {
  add(line: string): void;
  /** Writes the counts that have gathered; to be called before the app ends. */
  flush(): void;
}

/**
 * A fault that lasts repeats its lines, and several of them in turn, so each line is counted by itself.
 * @param write takes a line.
 */
export function createRepeatedLines(clock: Clock, write: (line: string) => void): RepeatedLines {
  const watched = new Map<string, { count: number; windowMs: number; cancel: () => void }>();

  const tell = (line: string, count: number) => {
    if (count > 0) write(`${line} (${count} more ${count === 1 ? 'time' : 'times'})`);
  };

  const watch = (line: string, windowMs: number) => {
    watched.set(line, { count: 0, windowMs, cancel: clock.setTimeout(() => windowEnds(line), windowMs) });
  };

  const windowEnds = (line: string) => {
    const { count, windowMs } = watched.get(line) ?? { count: 0, windowMs: FIRST_WINDOW_MS };
    watched.delete(line);
    if (count === 0) return;
    tell(line, count);
    watch(line, Math.min(2 * windowMs, LONGEST_WINDOW_MS));
  };

  const forget = (line: string) => {
    const entry = watched.get(line);
    entry?.cancel();
    watched.delete(line);
    tell(line, entry?.count ?? 0);
  };

  return {
    add(line) {
      const entry = watched.get(line);
      if (entry !== undefined) {
        entry.count += 1;
        return;
      }
      const [oldest] = watched.keys();
      if (watched.size >= WATCHED_MAX && oldest !== undefined) forget(oldest);
      write(line);
      watch(line, FIRST_WINDOW_MS);
    },
    flush() {
      for (const line of [...watched.keys()]) forget(line);
    },
  };
}
