import type { Clock } from '../runtime/clock.ts';

/** The question waits until what the page was told is drawn, and one question does for all that it is told meanwhile. */
const ASK_AFTER_MS = 1_000;

/** A page that draws and answers takes milliseconds; one that took this long is of no use to anybody. */
const SIGN_OF_LIFE_LIMIT_MS = 4_000;

/** Finds out that a page hangs. Electron's own `unresponsive` needs a click or a key to be waiting, and the bubble gets none. */
export interface HangWatch {
  /** Asks the page for a sign of life in a moment, unless that is under way already. */
  check(): void;
  stop(): void;
}

/**
 * @param ask resolves, or rejects, when the page has answered.
 * @param onHung called when it has not in time.
 */
export function createHangWatch(clock: Clock, ask: () => Promise<unknown>, onHung: () => void): HangWatch {
  let cancel: (() => void) | null = null;
  const stop = () => {
    cancel?.();
    cancel = null;
  };
  return {
    check() {
      if (cancel !== null) return;
      cancel = clock.setTimeout(() => {
        cancel = clock.setTimeout(() => {
          cancel = null;
          onHung();
        }, SIGN_OF_LIFE_LIMIT_MS);
        ask().then(stop, stop);
      }, ASK_AFTER_MS);
    },
    stop,
  };
}
