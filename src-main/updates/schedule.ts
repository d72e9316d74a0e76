/** When to check. Times are milliseconds since 1970, because they outlive the process; chance is a number from 0 to 1. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Between two checks: a day, more or less, so that overlays don't ask together and no hour tells anything of the user. */
const SHORTEST_MS = 20 * HOUR_MS;
const LONGEST_MS = 28 * HOUR_MS;

/** The network may be back. */
const RETRY_SHORTEST_MS = HOUR_MS;
const RETRY_LONGEST_MS = 3 * HOUR_MS;

/** A start, or the end of a sleep, has other things to do, and may have no network yet. */
const OVERDUE_SHORTEST_MS = MINUTE_MS;
const OVERDUE_LONGEST_MS = 30 * MINUTE_MS;

const between = (shortest: number, longest: number, chance: number) => shortest + (longest - shortest) * chance;

/** Return the time of the first check after updates were switched on. */
export function firstCheck(nowEpochMs: number, chance: number): number {
  return nowEpochMs + between(OVERDUE_SHORTEST_MS, SHORTEST_MS, chance);
}

/** Return the time of the check after the one that has just ended. */
export function nextCheck(nowEpochMs: number, hasFailed: boolean, chance: number): number {
  return (
    nowEpochMs +
    (hasFailed ? between(RETRY_SHORTEST_MS, RETRY_LONGEST_MS, chance) : between(SHORTEST_MS, LONGEST_MS, chance))
  );
}

/** Return how long to wait for a check. One that was missed comes soon, and one that is too far away was set by a wrong clock. */
export function waitMs(nextEpochMs: number, nowEpochMs: number, chance: number): number {
  const wait = nextEpochMs - nowEpochMs;
  return wait > 0 && wait <= LONGEST_MS ? wait : between(OVERDUE_SHORTEST_MS, OVERDUE_LONGEST_MS, chance);
}
