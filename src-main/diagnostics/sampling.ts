import type { Clock } from '../runtime/clock.ts';

const INTERVAL_MS = 1_000;

/** Takes a sample once a second while it is on. */
export interface Sampling {
  /** Take the first sample at once, or stop. No effect if nothing changes. */
  setOn(on: boolean): void;
}

/** @param sample called with true for the first sample since `setOn(true)`. */
export function createSampling(clock: Clock, sample: (isFirst: boolean) => void): Sampling {
  let cancel: (() => void) | null = null;

  const take = (isFirst: boolean) => {
    cancel = clock.setTimeout(() => take(false), INTERVAL_MS);
    sample(isFirst);
  };

  return {
    setOn(on) {
      if (on === (cancel !== null)) return;
      if (on) {
        take(true);
        return;
      }
      cancel?.();
      cancel = null;
    },
  };
}
