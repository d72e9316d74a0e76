/** The status of a client, with the field names of the wire (docs/protocol.md). */
export interface WireStatus {
  /** One line for people: `Ready`, `Listening...`, `Notification: ...`. Words in it determine the phase. */
  readonly status: string;
  /** The last answer; it stays until the next one. */
  readonly text: string;
  readonly is_listening: boolean;
  readonly is_speaking: boolean;
  readonly wake_word_detected: boolean;
  /** Asks for the overlay to be shown. */
  readonly overlay_visible: boolean;
  /** Whether the client listens for its wake word. */
  readonly monitoring: boolean;
  /** Version 2: 0 to 1. */
  readonly volume?: number;
  /** Version 2. */
  readonly muted?: boolean;
  /** Version 2: increases with every question and every notification. `text` belongs to it and is empty until the answer. */
  readonly turn?: number;
}

export type StatusPatch = Partial<WireStatus>;

export const INITIAL_STATUS: WireStatus = {
  status: 'Initializing...',
  text: '',
  is_listening: false,
  is_speaking: false,
  wake_word_detected: false,
  overlay_visible: false,
  monitoring: false,
};

/** Ends a turn; its answer stays in `text`. */
export const TURN_OVER: StatusPatch = {
  status: 'Ready',
  is_listening: false,
  is_speaking: false,
  wake_word_detected: false,
  overlay_visible: false,
};

/**
 * Apply a patch to a status. In a status that counts turns, a question starts a new one, and so does a text that comes
 * without a question. Pure.
 */
export function patched(status: WireStatus, patch: StatusPatch): WireStatus {
  const next = { ...status, ...patch };
  if (status.turn === undefined || patch.turn !== undefined) return next;
  const startsTurn = isInTurn(next) && !isInTurn(status);
  const presents = !isInTurn(next) && !isInTurn(status) && next.text !== status.text && next.text !== '';
  if (!startsTurn && !presents) return next;
  return { ...next, turn: status.turn + 1, text: patch.text ?? '' };
}

function isInTurn(status: WireStatus): boolean {
  return status.is_listening || status.is_speaking || status.wake_word_detected;
}
