import type { Clock } from '../runtime/clock.ts';

const INTERVAL_MS = 1_000;

/** Does something once a second while it is on, and nothing while it is not. */
export interface Sampling {
  /** Begins at once, or ends; to be on already changes nothing. */
  setOn(on: boolean): void;
}

/** @param sample takes whether it is the first since it was switched on. */
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
