import type { Clock } from './clock.ts';

/** A burst has at least so many events: a second of states at the display's rate, or about a dozen questions and answers. */
export const BURST_EVENTS = 60;

/** A burst is over after this time without an event. */
export const IDLE_MS = 2_000;

/** The start counts as a burst as well, which lasts at least this long: all pages are there, even on a slow computer. */
export const START_MS = 5_000;

/** Detects the end of the start, and of each burst of events. */
export interface BurstWatch {
  /** Call for each event; costs an increment. */
  note(): void;
  /** Cancel the timer. */
  stop(): void;
}

/**
 * Watch for bursts, with a timer only during one. The first one is the start, which is now.
 *
 * @param onEnd called when at least `BURST_EVENTS` events have come since the last call, and none for `IDLE_MS` to twice that;
 *   also once `START_MS` from now, or after the first pause in the events that are coming then.
 */
export function watchBursts(clock: Clock, onEnd: () => void): BurstWatch {
  let events = 0;
  let cancel: (() => void) | null = null;
  const waitForEnd = (delayMs: number) => {
    const seen = events;
    cancel = clock.setTimeout(() => {
      if (events !== seen) {
        waitForEnd(IDLE_MS);
        return;
      }
      cancel = null;
      events = 0;
      onEnd();
    }, delayMs);
  };
  waitForEnd(START_MS);
  return {
    note() {
      events += 1;
      if (events >= BURST_EVENTS && cancel === null) waitForEnd(IDLE_MS);
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
