import type { Clock } from './clock.ts';

/** So many events make a burst: ten seconds of as many states as a display draws, or a few dozen conversations. */
export const BURST_EVENTS = 600;

/** How long nothing is to have come for a burst to be over. */
export const CALM_MS = 1_000;

/** Tells when much has gone on and is over. */
export interface BurstWatch {
  /** To be called for each event; costs a count. */
  note(): void;
  /** Ends the timer. */
  stop(): void;
}

/**
 * Has a timer only while a burst is under way.
 *
 * @param onEnd called when at least `BURST_EVENTS` events have come since the last call, and none for `CALM_MS` to twice that.
 */
export function watchBursts(clock: Clock, onEnd: () => void): BurstWatch {
  let events = 0;
  let cancel: (() => void) | null = null;
  const lookAgain = () => {
    const seen = events;
    cancel = clock.setTimeout(() => {
      if (events !== seen) {
        lookAgain();
        return;
      }
      cancel = null;
      events = 0;
      onEnd();
    }, CALM_MS);
  };
  return {
    note() {
      events += 1;
      if (events >= BURST_EVENTS && cancel === null) lookAgain();
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
