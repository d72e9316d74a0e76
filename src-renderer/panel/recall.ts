/** The text field and its history, which the arrow keys walk through as in a shell. */
export interface Recall {
  readonly text: string;
  /** The shown entry of the history, counted from the newest; 0: the text being typed. */
  readonly back: number;
  /** The text being typed when the user began to go back. */
  readonly typed: string;
}

/** Return a field with a text in it. */
export function typing(text: string): Recall {
  return { text, back: 0, typed: text };
}

/**
 * Move through the history; at its ends nothing changes. Pure.
 * @param history the newest last.
 * @param by 1: to an older text, -1: to a newer one.
 */
export function recall(now: Recall, history: readonly string[], by: 1 | -1): Recall {
  const back = now.back + by;
  if (back < 0 || back > history.length) return now;
  const typed = now.back === 0 ? now.text : now.typed;
  return { text: back === 0 ? typed : (history.at(-back) ?? ''), back, typed };
}
