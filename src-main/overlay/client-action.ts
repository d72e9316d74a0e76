import type { ConnectionEvent } from '../connection/connection.ts';

/**
 * What the client asks of the overlay with this event, apart from drawing it; null: nothing that we do.
 * Only what is pushed counts: a poll's body repeats what was asked once.
 */
export function clientAction(event: ConnectionEvent): 'open_settings' | 'toggle_visibility' | null {
  if (event.kind !== 'status' || event.transport !== 'socket') return null;
  const { action } = event.status;
  // "quit" is not done: the user would be left without an overlay and without knowing why.
  return action === 'quit' ? null : action;
}
