import type { Status } from '../assistants/asystent/protocol.ts';
import type { Model, OverlayEvent, Preferences } from './model.ts';

/** A client that asks again and again must neither make the bubble flicker nor reopen the settings at once. */
const LEAST_INTERVAL_MS = 1_000;

/** A client's request of the overlay, apart from drawing it. */
export type ClientAction = NonNullable<Status['action']>;

/**
 * Return the permitted request in an event, or null. Only a pushed status counts: a poll's body repeats an old request.
 * Pure.
 * @param model after the event: showing a paused overlay would end the pause.
 * @param actedAtMs when the last request was carried out.
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
