import type { Entity } from './entities.ts';
import type { Memory, Turn } from './memory.ts';
import { NO_TURN } from './memory.ts';
import type { Run } from './run-events.ts';

/** The current turn, with its run and its texts. Pure. */

/** The satellite is busy with a question or an announcement. */
export function isBusy(state: string | undefined): boolean {
  return state === 'listening' || state === 'processing' || state === 'responding';
}

/** Return the turn after the satellite's state has changed. A question begins one, and so does speech without a question. */
export function turnAfter({ turn }: Memory, before: Entity | undefined, now: Entity): Turn {
  const begins = now.state === 'listening' || (isBusy(now.state) && !isBusy(before?.state));
  if (!begins) return turn;
  const beganAtMs = now.changedAtS === null ? null : now.changedAtS * 1_000;
  return { ...NO_TURN, number: turn.number + 1, beganAtMs };
}

/** Both times are of Home Assistant's clock; a run and the state that follows from it are a few milliseconds apart. */
const SAME_MOMENT_MS = 1_000;

/** Return the time from which on something may belong to a turn of the satellite. */
export function sinceMs({ beganAtMs }: Turn): number {
  return (beganAtMs ?? 0) - SAME_MOMENT_MS;
}

/**
 * Whether a run that is kept for debugging is the one of the turn. It names the device once it gets to the intent; before, the
 * recogniser must have started when the satellite began to listen. Speech without a question has no run, and an earlier one
 * must not answer for it.
 */
export function isRunOfTurn(run: Run, turn: Turn, device: string | null): boolean {
  const { beganAtMs, isTyped } = turn;
  if (isTyped || run.isOfApp || beganAtMs === null) return false;
  if (run.hasIntent && run.device !== device) return false;
  if (run.hasIntent) return run.lastAtMs >= sinceMs(turn);
  return run.sttAtMs !== null && Math.abs(run.sttAtMs - beganAtMs) <= SAME_MOMENT_MS;
}
