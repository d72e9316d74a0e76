const FIRST_STEP_MS = 250;
const LONGEST_STEP_MS = 2_000;
/** Each delay is up to this share shorter than its step, so that several overlays do not retry in unison. */
const JITTER = 0.25;

/** Doubling, jittered delays: 0.25 s to 2 s. */
export interface Backoff {
  /** Return the next delay in milliseconds, and double the step. */
  nextMs(): number;
  /** Start again with the first step. */
  reset(): void;
}

/** @param random 0 (included) to 1 (excluded). */
export function createBackoff(random: () => number): Backoff {
  let stepMs = FIRST_STEP_MS;
  return {
    nextMs() {
      const delayMs = stepMs * (1 - JITTER * random());
      stepMs = Math.min(stepMs * 2, LONGEST_STEP_MS);
      return delayMs;
    },
    reset() {
      stepMs = FIRST_STEP_MS;
    },
  };
}
