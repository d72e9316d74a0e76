import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../runtime/clock.ts';
import type { Status } from './protocol-status.ts';

/** The shortest time between two levels: seven a second, as the bars move when they breathe. Each redraws the pill. */
const LEVEL_INTERVAL_MS = 140;

/** The same if others have come in between: each wakes us, so fewer are drawn, and listening costs the same. */
const CROWDED_INTERVAL_MS = 190;

/** From one level to the next if no newer one replaces it: a client that goes on wakes us anyhow, and needs no timer. */
const LAST_LEVEL_MS = 220;

/** Differences below this are not seen: the longest bar is 13 px high. */
const LEVEL_STEP = 1 / 16;

/**
 * Pass statuses on, but the microphone's level only at a pace at which it can be drawn: the newest one waits, and replaces
 * those before. Levels that look the same are one, so that silence costs nothing.
 */
export function limitLevels(clock: Clock, pass: (status: Status) => void) {
  let passed: Status | null = null;
  let passedLevel: number | null = null;
  let newest: number | null = null;
  let changedAtMs = Number.NEGATIVE_INFINITY;
  let cancelTimer: (() => void) | null = null;

  /** Whether the newest level may pass now. If not, it waits. */
  function isDue(): boolean {
    const sinceMs = clock.nowMs() - changedAtMs;
    const intervalMs = cancelTimer === null ? LEVEL_INTERVAL_MS : CROWDED_INTERVAL_MS;
    // That the microphone is closed is a change like any other.
    const isNow = newest === passedLevel || newest === null || sinceMs >= intervalMs;
    if (isNow) stop();
    else cancelTimer ??= clock.setTimeout(passLevel, LAST_LEVEL_MS - sinceMs);
    return isNow;
  }

  function passWith(level: number | null, status: Status): void {
    if (level !== passedLevel) changedAtMs = clock.nowMs();
    passedLevel = level;
    passed = { ...status, level };
    pass(passed);
  }

  function passLevel(): void {
    stop();
    // The status's request has been passed on already.
    if (passed !== null && newest !== passedLevel) passWith(newest, { ...passed, action: null });
  }

  function stop(): void {
    cancelTimer?.();
    cancelTimer = null;
  }

  return {
    take(status: Status): void {
      newest = drawn(status.level);
      const level = isDue() ? newest : passedLevel;
      if (passed === null || isNews(passed, status)) passWith(level, status);
      else if (level === newest) passLevel();
    },
    /** Take the last status once more, with another level. */
    hear(level: number | null): void {
      newest = drawn(level);
      if (isDue()) passLevel();
    },
    /** Drop the level that waits. */
    stop,
  };
}

function drawn(level: number | null): number | null {
  return level === null ? null : Math.round(level / LEVEL_STEP) * LEVEL_STEP;
}

/** Whether a status says more than a level. */
function isNews(before: Status, status: Status): boolean {
  if (status.action !== null || status.level === null) return true;
  return !isDeepStrictEqual({ ...status, level: before.level }, before);
}
