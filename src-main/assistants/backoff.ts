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
