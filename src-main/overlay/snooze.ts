import type { OverlayEvent } from './model.ts';

/** The length of a pause. */
export const SNOOZE_MS = 60 * 60 * 1_000;

/**
 * Return the event that pauses the overlay until a time of day, for an hour at most: the clock may have been set back.
 *
 * Send it again with the same time after the computer slept, because the monotonic clock may have stopped meanwhile.
 * @param nowEpochMs the time of day, as `Date.now()`.
 * @param nowMs the monotonic clock at the same moment.
 */
export function snoozeUntil(
  untilEpochMs: number,
  nowEpochMs: number,
  nowMs: number,
): Extract<OverlayEvent, { kind: 'snooze' }> {
  return { kind: 'snooze', snooze: { untilMs: nowMs + Math.min(untilEpochMs - nowEpochMs, SNOOZE_MS), untilEpochMs } };
}
