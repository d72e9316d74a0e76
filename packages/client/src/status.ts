/** The phases that a client can be in. */
export type ClientPhase = 'ready' | 'paused' | 'listening' | 'thinking' | 'speaking' | 'error';

/** Information that the client presents unasked. */
export interface Notice {
  readonly kind: 'notification' | 'briefing' | 'day_summary' | 'summary';
  /** Its subject, one line; may be empty. */
  readonly title: string;
  /** The whole of it; may be empty. */
  readonly text: string;
}

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
  /** Version 2: the exact phase, so that overlays guess nothing. Older ones read the flags and words that go with it. */
  readonly phase?: ClientPhase;
  /** Version 2: the user's words in this turn, as understood. */
  readonly heard?: string;
  /** Version 2: how loud the microphone hears the user, from 0 to 1; null while it is closed. */
  readonly level?: number | null;
  /** Version 2: how many characters of `text` have been spoken: code points, as in `[...text].length`. */
  readonly spoken?: number | null;
  /** Version 2: presented for as long as it is here. */
  readonly notice?: Notice | null;
  /** Version 2: the client's activity while it thinks, such as a tool that it uses. One line. */
  readonly activity?: string;
  /** Version 2: the assistant waits for the user's answer. Listening and thinking end it. */
  readonly needs_user?: boolean;
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

/** The fields that overlays read instead if they don't know `phase`. */
const WITHOUT_PHASE: Readonly<Record<ClientPhase, StatusPatch>> = {
  ready: { status: 'Ready', is_listening: false, is_speaking: false, wake_word_detected: false },
  paused: {
    status: 'Monitoring Stopped',
    monitoring: false,
    is_listening: false,
    is_speaking: false,
    wake_word_detected: false,
  },
  listening: { status: 'Listening...', is_listening: true, is_speaking: false },
  thinking: { status: 'Processing...', is_listening: true, is_speaking: false },
  speaking: { status: 'Speaking...', is_listening: false, is_speaking: true },
  error: { status: 'Error', is_listening: false, is_speaking: false, wake_word_detected: false },
};

/** The fields of a turn, as the next one begins. */
const NEW_TURN: StatusPatch = { heard: '', spoken: null, activity: '' };

/**
 * Apply a patch to a status. A phase brings its flags and words along, as far as the patch does not have them; flags
 * without a phase end the exact one. In a status that counts turns, a question starts a new one, and so does a text that
 * comes without a question. Pure.
 */
export function patched(status: WireStatus, patch: StatusPatch): WireStatus {
  const next = withPatch(status, patch);
  if (status.turn === undefined) return next;
  if (patch.turn !== undefined) {
    return patch.turn === status.turn ? next : { ...next, ...known(next, NEW_TURN), ...patch };
  }
  const startsTurn = isInTurn(next) && !isInTurn(status);
  const presents = !isInTurn(next) && !isInTurn(status) && next.text !== status.text && next.text !== '';
  if (!startsTurn && !presents) return next;
  return { ...next, text: '', ...known(next, NEW_TURN), ...patch, turn: status.turn + 1 };
}

/** Return the status without the fields that came after version 1's. */
export function version1Status(status: WireStatus): WireStatus {
  const { phase, heard, level, spoken, notice, activity, needs_user, ...rest } = status;
  return rest;
}

function withPatch(status: WireStatus, patch: StatusPatch): WireStatus {
  if (patch.phase !== undefined) {
    const isAnswered = patch.phase === 'listening' || patch.phase === 'thinking';
    const over = {
      ...(patch.phase === 'thinking' ? {} : { activity: '' }),
      ...(isAnswered ? { needs_user: false } : {}),
    };
    return { ...status, ...known(status, over), ...WITHOUT_PHASE[patch.phase], ...patch };
  }
  const { phase, ...rest } = status;
  const hasFlags = [patch.is_listening, patch.is_speaking, patch.wake_word_detected].some((flag) => flag !== undefined);
  return phase === undefined || hasFlags ? { ...rest, ...patch } : { ...status, ...patch };
}

/** The fields that the status has already. */
function known(status: WireStatus, fields: StatusPatch): StatusPatch {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name in status));
}

function isInTurn({ phase, is_listening, is_speaking, wake_word_detected }: WireStatus): boolean {
  if (phase !== undefined) return phase === 'listening' || phase === 'thinking' || phase === 'speaking';
  return is_listening || is_speaking || wake_word_detected;
}
