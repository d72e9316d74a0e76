/** A part that ends is started again this soon. */
export const RESTART_DELAY_MS = 300;

/** A part that ended more often than this within a minute is given a rest: what it fails on won't be over in 300 ms. */
const RESTARTS_PER_MINUTE = 5;
const MINUTE_MS = 60_000;
const REST_MS = 60_000;

export interface RestartDecision {
  /** How long to wait before it is started again, in milliseconds. */
  readonly delayMs: number;
  /** Whether this is the long wait of a part that ends too often. */
  readonly isRest: boolean;
}

/** Remembers how often one part of the app ended by itself. @returns to be called at every end: what is to be done. */
export function createRestartPolicy(nowMs: () => number): () => RestartDecision {
  let ends: readonly number[] = [];
  return () => {
    ends = [...ends.filter((endMs) => nowMs() - endMs < MINUTE_MS), nowMs()];
    const isRest = ends.length > RESTARTS_PER_MINUTE;
    // After the rest it has all its attempts again.
    if (isRest) ends = [];
    return { delayMs: isRest ? REST_MS : RESTART_DELAY_MS, isRest };
  };
}
