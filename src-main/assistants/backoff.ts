const FIRST_STEP_MS = 250;
const LONGEST_STEP_MS = 2_000;
/** Each delay is up to this share shorter than its step, so that several overlays do not retry in unison. */
const JITTER = 0.25;

/**
 * Return the delay in milliseconds after a round of attempts: the steps double from 0.25 s to 2 s. Pure.
 * @param round the number of rounds before it since the backoff began.
 * @param random 0 (included) to 1 (excluded).
 */
export function backoffMs(round: number, random: number): number {
  return Math.min(FIRST_STEP_MS * 2 ** round, LONGEST_STEP_MS) * (1 - JITTER * random);
}

/** When a link is opened again. */
export interface Pace {
  /**
   * From the end of an attempt, or of a link, to the next attempt.
   * @param round the number of rounds before it since the backoff began. @param random 0 (included) to 1 (excluded).
   * @param sinceAttemptMs the age of the last attempt.
   */
  nextAttemptInMs(round: number, random: number, sinceAttemptMs: number): number;
  /** From a denial to the next attempt. Trying a key more often than once a minute would look like guessing. */
  afterDenialMs(random: number): number;
}

const DENIED_PAUSE_MS = 60_000;

/** For an assistant with a few overlays. Measured from the start of the last attempt, so that the next one follows a long one at once. */
export const PROMPT_PACE: Pace = {
  nextAttemptInMs: (round, random, sinceAttemptMs) => Math.max(0, backoffMs(round, random) - sinceAttemptMs),
  afterDenialMs: () => DENIED_PAUSE_MS,
};

const FIRST_SPREAD_MS = 1_000;
const LONGEST_SPREAD_MS = 30_000;
const DENIED_SPREAD_MS = 15_000;

/**
 * For a server that thousands of overlays lose in the same moment. The first attempts are spread over a second, and the waits
 * double up to half a minute, each cut by up to a half: an outage is over for all once it has lasted twice as long.
 */
export const SPREAD_PACE: Pace = {
  nextAttemptInMs(round, random) {
    if (round === 0) return FIRST_SPREAD_MS * random;
    return Math.min(FIRST_SPREAD_MS * 2 ** round, LONGEST_SPREAD_MS) * (0.5 + random / 2);
  },
  afterDenialMs: (random) => DENIED_PAUSE_MS + DENIED_SPREAD_MS * random,
};
