import type { OverlayEvent } from './model.ts';

/** How long the overlay is paused. */
export const SNOOZE_MS = 60 * 60 * 1_000;

/**
 * The event that pauses the overlay until a time of day.
 *
 * To be sent again with the same time after the computer slept: the monotonic clock may have stood still meanwhile.
 * Never for longer than an hour, because the time of day may have been set back.
 * @param nowEpochMs the time of day, as `Date.now()`.
 * @param nowMs the same moment on the monotonic clock.
 */
export function snoozeUntil(
  untilEpochMs: number,
  nowEpochMs: number,
  nowMs: number,
): Extract<OverlayEvent, { kind: 'snooze' }> {
  return { kind: 'snooze', snooze: { untilMs: nowMs + Math.min(untilEpochMs - nowEpochMs, SNOOZE_MS), untilEpochMs } };
}
