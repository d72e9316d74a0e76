/** What a client says of itself, named as on the wire (docs/protocol.md). */
export interface WireStatus {
  /** One line for people: `Ready`, `Listening...`, `Notification: ...`. Phases are recognised by words in it. */
  readonly status: string;
  /** The last answer; it stays until the next one. */
  readonly text: string;
  readonly is_listening: boolean;
  readonly is_speaking: boolean;
  readonly wake_word_detected: boolean;
  /** Asks for the overlay to be shown. */
  readonly overlay_visible: boolean;
  /** Whether the client waits for its wake word. */
  readonly monitoring: boolean;
  /** Version 2: 0 to 1. */
  readonly volume?: number;
  /** Version 2. */
  readonly muted?: boolean;
  /** Version 2: grows with every question and every notification; `text` belongs to it, and is empty until there is an answer. */
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

/** What a client of version 2 says besides, at first. */
export const INITIAL_OFFERED: Required<Pick<WireStatus, 'volume' | 'muted' | 'turn'>> = {
  volume: 0.6,
  muted: false,
  turn: 0,
};

/** A turn is over; its answer stays in the text. */
export const TURN_OVER: StatusPatch = {
  status: 'Ready',
  is_listening: false,
  is_speaking: false,
  wake_word_detected: false,
  overlay_visible: false,
};

/** What a patch makes of the status. Where turns are counted, a new one begins with a question, or with a text that comes without one. Pure. */
export function patched(status: WireStatus, patch: StatusPatch): WireStatus {
  const next = { ...status, ...patch };
  if (status.turn === undefined || patch.turn !== undefined) return next;
  const begins = isInTurn(next) && !isInTurn(status);
  const presents = !isInTurn(next) && !isInTurn(status) && next.text !== status.text && next.text !== '';
  if (!begins && !presents) return next;
  return { ...next, turn: status.turn + 1, text: patch.text ?? '' };
}

function isInTurn(status: WireStatus): boolean {
  return status.is_listening || status.is_speaking || status.wake_word_detected;
}
