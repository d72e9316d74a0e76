import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

const INTERVAL_MS = 40;

/**
 * Wait for a state: call `probe` until its result is truthy.
 *
 * @param state names the state for the error; a function is called at the timeout, and can name the state found instead.
 * @param probe returns the awaited value, or something falsy before. An error that it throws ends the wait.
 * @returns the first truthy result.
 * @throws at the timeout.
 */
export async function until<T>(
  state: string | (() => string),
  probe: () => T | Promise<T>,
  timeoutMs = 10_000,
  intervalMs = INTERVAL_MS,
): Promise<Exclude<T, null | undefined | false | 0 | ''>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const seen = await probe();
    if (seen) return seen as Exclude<T, null | undefined | false | 0 | ''>;
    if (performance.now() > deadline)
      throw new Error(`waited ${timeoutMs / 1000} s in vain for: ${typeof state === 'string' ? state : state()}`);
    await delay(intervalMs);
  }
}

/**
 * Wait until a value stays the same for a while.
 *
 * @param restMs how long, in milliseconds.
 * @returns the last value.
 */
export async function untilAtRest<T>(what: string, read: () => Promise<T>, restMs: number): Promise<T> {
  let last = await read();
  let sinceMs = performance.now();
  await until(what, async () => {
    const now = await read();
    if (!isDeepStrictEqual(now, last)) {
      last = now;
      sinceMs = performance.now();
    }
    return performance.now() - sinceMs >= restMs;
  });
  return last;
}
