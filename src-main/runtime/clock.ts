/** Time for all decisions of the app; passed in, so that tests can turn it by hand. */
export interface Clock {
  /** Milliseconds of a clock that never jumps; only differences have a meaning. */
  nowMs(): number;
  /** Call `callback` once, `delayMs` from now. @returns a function that cancels the call; harmless afterwards. */
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
