import type { Clock } from '../runtime/clock.ts';

/** The shortest time between two levels, as between two steps of the bars that breathe: each redraws the pill. */
export const LEVEL_INTERVAL_MS = 150;

/** Differences below this are not seen: the longest bar is 13 px high. */
const LEVEL_STEP = 1 / 16;

/**
 * Pass levels on at a pace at which they can be drawn: the newest one waits, and replaces those before. Levels that look the
 * same are not repeated, so that silence costs nothing.
 */
export function createLevelPace(clock: Clock, pass: (level: number | null) => void) {
  let passed: number | null = null;
  let passedAtMs = Number.NEGATIVE_INFINITY;
  let cancelWaiting = () => {};

  return {
    take(level: number | null): void {
      cancelWaiting();
      const next = level === null ? null : Math.round(level / LEVEL_STEP) * LEVEL_STEP;
      if (next === passed) return;
      const passNow = () => {
        passed = next;
        passedAtMs = clock.nowMs();
        pass(next);
      };
      const waitMs = passedAtMs + LEVEL_INTERVAL_MS - clock.nowMs();
      if (waitMs <= 0) passNow();
      else cancelWaiting = clock.setTimeout(passNow, waitMs);
    },
    /** Drop the level that waits, and begin anew with the next one. */
    stop(): void {
      cancelWaiting();
      passed = null;
    },
  };
}
