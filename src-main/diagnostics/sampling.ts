import type { Clock } from '../runtime/clock.ts';

const INTERVAL_MS = 1_000;

/**
 * Prepare to take a sample once a second.
 * @param sample called with true for the first sample since it was switched on.
 * @returns a function that takes the first sample at once (true), or stops (false). No effect if nothing changes.
 */
export function createSampling(clock: Clock, sample: (isFirst: boolean) => void): (on: boolean) => void {
  let cancel: (() => void) | null = null;

  const take = (isFirst: boolean) => {
    cancel = clock.setTimeout(() => take(false), INTERVAL_MS);
    sample(isFirst);
  };

  return (on) => {
    if (on === (cancel !== null)) return;
    cancel?.();
    cancel = null;
    if (on) take(true);
  };
}
