/** The time, passed in so that tests control it. */
export interface Clock {
  /** Milliseconds of a monotonic clock; only differences are meaningful. */
  nowMs(): number;
  /** Calls `callback` once, after `delayMs`. @returns a function that cancels the call; harmless afterwards. */
  setTimeout(callback: () => void, delayMs: number): () => void;
}

/** The machine's clock. `performance.now()` ignores changes to the time of day. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  setTimeout: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
