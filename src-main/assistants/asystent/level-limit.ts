import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../runtime/clock.ts';
import type { Status } from './protocol-status.ts';

/** The shortest time between two levels: 20 a second. */
const LEVEL_INTERVAL_MS = 50;

/**
 * Pass statuses on, but of those that differ only in the microphone's level at most 20 a second: the newest waits, and
 * replaces those before.
 */
export function limitLevels(clock: Clock, pass: (status: Status) => void) {
  let passed: Status | null = null;
  let passedAtMs = Number.NEGATIVE_INFINITY;
  let cancelWaiting = () => {};

  function passNow(status: Status): void {
    passed = status;
    passedAtMs = clock.nowMs();
    pass(status);
  }

  return {
    take(status: Status): void {
      cancelWaiting();
      const waitMs = passedAtMs + LEVEL_INTERVAL_MS - clock.nowMs();
      if (waitMs <= 0 || passed === null || !differsInLevelOnly(passed, status)) passNow(status);
      else cancelWaiting = clock.setTimeout(() => passNow(status), waitMs);
    },
    /** Drop the status that waits. */
    stop: () => cancelWaiting(),
  };
}

function differsInLevelOnly(before: Status, status: Status): boolean {
  return status.level !== before.level && isDeepStrictEqual({ ...before, level: status.level }, status);
}
