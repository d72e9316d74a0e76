/** The field with the texts that were typed before, as in a shell: the arrow keys go through them. */
export interface Recall {
  readonly text: string;
  /** Which text of the history is shown, counted from the newest; 0: what is being typed. */
  readonly back: number;
  /** What was being typed when the user began to go back. */
  readonly typed: string;
}

/** A field with a text in it. */
export function typing(text: string): Recall {
  return { text, back: 0, typed: text };
}

/**
 * Goes through the history. At its ends nothing changes. Pure.
 * @param history the newest last.
 * @param by 1: to an older text, -1: to a newer one.
 */
export function recall(now: Recall, history: readonly string[], by: 1 | -1): Recall {
  const back = now.back + by;
  if (back < 0 || back > history.length) return now;
  const typed = now.back === 0 ? now.text : now.typed;
  return { text: back === 0 ? typed : (history.at(-back) ?? ''), back, typed };
}
