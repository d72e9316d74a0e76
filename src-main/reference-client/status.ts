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

/** A turn is over; its answer stays in the text. */
export const TURN_OVER: StatusPatch = {
  status: 'Ready',
  is_listening: false,
  is_speaking: false,
  wake_word_detected: false,
  overlay_visible: false,
};
