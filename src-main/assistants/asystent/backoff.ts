const FIRST_STEP_MS = 250;
const LONGEST_STEP_MS = 2_000;
/** A step is shortened by up to this share, so that several overlays do not knock together, and is never lengthened. */
const JITTER = 0.25;

/** Doubling, jittered delays: 0.25 s to 2 s. */
export interface Backoff {
  /** The next delay in milliseconds. */
  nextMs(): number;
  /** Starts over with the first step. */
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
