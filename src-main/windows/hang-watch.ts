import type { Clock } from '../runtime/clock.ts';

/** The page draws its new state first. One question covers all states of this time. */
const ASK_AFTER_MS = 1_000;

/** A healthy page answers within milliseconds. */
const ANSWER_LIMIT_MS = 4_000;

/** Detects that a page hangs. Electron's own `unresponsive` needs a pending click or key, and the bubble gets none. */
export interface HangWatch {
  /** Ask the page to answer in a moment, unless a question is pending. */
  check(): void;
  stop(): void;
}

/**
 * @param ask resolves, or rejects, when the page has answered.
 * @param onHung called when it has not answered in time.
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
        }, ANSWER_LIMIT_MS);
        ask().then(stop, stop);
      }, ASK_AFTER_MS);
    },
    stop,
  };
}
