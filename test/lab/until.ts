import { setTimeout as delay } from 'node:timers/promises';

const LOOK_AGAIN_MS = 40;

/**
 * Waits for a state: asks `look` again and again until what it gives is truthy.
 *
 * @param what names the state, for the error; a function is asked when there is one, and can say what was seen instead.
 * @param look gives the awaited value, or something falsy while it is not there. An error it throws ends the wait.
 * @param lookAgainMs from one look to the next.
 * @returns what `look` gave.
 * @throws when `timeoutMs` have passed without it.
 */
export async function until<T>(
  what: string | (() => string),
  look: () => T | Promise<T>,
  timeoutMs = 10_000,
  lookAgainMs = LOOK_AGAIN_MS,
): Promise<Exclude<T, null | undefined | false | 0 | ''>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen as Exclude<T, null | undefined | false | 0 | ''>;
    if (performance.now() > deadline)
      throw new Error(`waited ${timeoutMs / 1000} s in vain for: ${typeof what === 'string' ? what : what()}`);
    await delay(lookAgainMs);
  }
}
