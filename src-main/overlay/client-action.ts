import type { ConnectionEvent } from '../assistants/asystent/connection.ts';
import type { Status } from '../assistants/asystent/protocol.ts';

/** A client that asks for something again and again can't make the bubble flicker, or open what the user closes at once. */
const LEAST_INTERVAL_MS = 1_000;

export interface ClientActionOptions {
  readonly nowMs: () => number;
  /** Whether the user lets the client end the overlay: it would leave them without one, and without knowing why. */
  readonly mayQuit: () => boolean;
  /** Whether the user has paused the overlay, which showing it would end. */
  readonly isSnoozed: () => boolean;
}

/** What a client may ask of the overlay, apart from drawing it. */
export type ClientAction = NonNullable<Status['action']>;

/**
 * Decides what of a client's wishes is done; the function that is given takes every event.
 * Only what is pushed counts: a poll's body repeats what was asked once.
 */
export function createClientActions({
  nowMs,
  mayQuit,
  isSnoozed,
}: ClientActionOptions): (event: ConnectionEvent) => ClientAction | null {
  let lastAtMs = Number.NEGATIVE_INFINITY;
  return (event) => {
    if (event.kind !== 'status' || event.transport !== 'socket') return null;
    const { action } = event.status;
    if (action === null || (action === 'quit' && !mayQuit())) return null;
    if (action === 'toggle_visibility' && isSnoozed()) return null;
    const atMs = nowMs();
    if (atMs - lastAtMs < LEAST_INTERVAL_MS) return null;
    lastAtMs = atMs;
    return action;
  };
}
