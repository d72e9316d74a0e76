import type { OverlayEvent, Presenting } from './model.ts';

/** Where no time is chosen: with the shortcut. */
export const PRESENTING_MINUTES = 60;

/** A longer presentation has no planned end. */
export const PRESENTING_MINUTES_MAX = 24 * 60;

/**
 * Return the event that keeps the overlay out of the way.
 * @param minutes null: until the user ends it.
 * @param nowEpochMs the time of day, as `Date.now()`.
 * @param nowMs the monotonic clock at the same moment.
 */
export function presentFor(
  minutes: number | null,
  nowEpochMs: number,
  nowMs: number,
): Extract<OverlayEvent, { kind: 'present' }> {
  const lengthMs = minutes === null ? null : minutes * 60_000;
  const end = lengthMs === null ? null : { untilMs: nowMs + lengthMs, untilEpochMs: nowEpochMs + lengthMs };
  return { kind: 'present', presenting: { end } };
}

/**
 * Return the same after the computer slept, because the monotonic clock may have stopped meanwhile. It does not become
 * longer: the time of day may have been set back.
 */
export function presentingAfterSleep(presenting: Presenting, nowEpochMs: number, nowMs: number): Presenting {
  const { end } = presenting;
  if (end === null) return presenting;
  return { end: { ...end, untilMs: Math.min(end.untilMs, nowMs + end.untilEpochMs - nowEpochMs) } };
}

/** Return it unless it is over. */
export function stillPresenting(presenting: Presenting | null, nowMs: number): Presenting | null {
  if (presenting === null || presenting.end === null) return presenting;
  return nowMs < presenting.end.untilMs ? presenting : null;
}
