import type { Status } from '../assistants/asystent/protocol.ts';
import type { Model, OverlayEvent, Preferences } from './model.ts';

/** A client that asks again and again must neither make the bubble flicker nor reopen the settings at once. */
const LEAST_INTERVAL_MS = 1_000;

/** What a client may ask of the overlay, apart from drawing it. */
export type ClientAction = NonNullable<Status['action']>;

/**
 * Return the client's wish that an event brings and that may be granted, or null. Only a pushed status counts: a poll's
 * body repeats an old wish. Pure.
 * @param model after the event: showing a paused overlay would end the pause.
 * @param actedAtMs when the last wish was granted.
 */
export function requestedAction(
  event: OverlayEvent,
  { snooze }: Pick<Model, 'snooze'>,
  { mayQuit }: Pick<Preferences, 'mayQuit'>,
  actedAtMs: number,
  nowMs: number,
): ClientAction | null {
  if (event.kind !== 'status' || event.transport !== 'socket') return null;
  const { action } = event.status;
  if (action === 'quit' && !mayQuit) return null;
  if (action === 'toggle_visibility' && snooze !== null) return null;
  return nowMs - actedAtMs < LEAST_INTERVAL_MS ? null : action;
}
