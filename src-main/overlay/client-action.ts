import type { Action } from '../assistants/assistant.ts';
import type { Model, OverlayEvent, Preferences } from './model.ts';

/** An assistant that asks again and again must neither make the bubble flicker nor reopen the settings at once. */
const LEAST_INTERVAL_MS = 1_000;

/**
 * Return the permitted request in an event, or null. Pure.
 * @param model after the event: showing the overlay would end the presenting.
 * @param actedAtMs when the last request was carried out.
 */
export function requestedAction(
  event: OverlayEvent,
  { presenting }: Pick<Model, 'presenting'>,
  { mayQuit }: Pick<Preferences, 'mayQuit'>,
  actedAtMs: number,
  nowMs: number,
): Action | null {
  if (event.kind !== 'action') return null;
  const { action } = event;
  if (action === 'quit' && !mayQuit) return null;
  if (action === 'toggle_visibility' && presenting !== null) return null;
  return nowMs - actedAtMs < LEAST_INTERVAL_MS ? null : action;
}
