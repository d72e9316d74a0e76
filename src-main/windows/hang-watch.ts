import type { Clock } from '../system/clock.ts';

/** A page that draws and answers takes milliseconds; one that took this long is of no use to anybody. */
const SIGN_OF_LIFE_LIMIT_MS = 5_000;

/** Finds out that a page hangs. Electron's own `unresponsive` needs a click or a key to be waiting, and the bubble gets none. */
export interface HangWatch {
  /** Asks the page for a sign of life, unless one is being waited for. */
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
        cancel = null;
        onHung();
      }, SIGN_OF_LIFE_LIMIT_MS);
      ask().then(stop, stop);
    },
    stop,
  };
}
