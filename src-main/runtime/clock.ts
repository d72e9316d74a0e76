/** Time as the decisions of the app need it; passed in, so that tests can turn it by hand. */
export interface Clock {
  /** Milliseconds of a clock that never jumps; only differences mean anything. */
  nowMs(): number;
  /** Calls `callback` once, `delayMs` from now. @returns what cancels that; harmless when it has already happened. */
  setTimeout(callback: () => void, delayMs: number): () => void;
}

/** The machine's own clock. `performance.now()` is monotonic: setting the time of day does not move it. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  setTimeout: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
