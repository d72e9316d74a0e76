/** The part of a clock that `throttle` needs. */
export interface Timer {
  /** Call `callback` once, `delayMs` from now. @returns a function that cancels it. */
  setTimeout(callback: () => void, delayMs: number): () => void;
}

/** A function whose calls are collected for a moment; only the newest one runs. */
export interface Throttled<Args extends readonly unknown[]> {
  (...args: Args): void;
  /** Run at once, instead of the pending call. */
  now(...args: Args): void;
  /** Drop the pending call. */
  cancel(): void;
}

/**
 * Limit how often `act` runs: `delayMs` after the first call, with the arguments of the newest one. Unlike a debounce, it
 * also runs during calls without end.
 */
export function throttle<Args extends readonly unknown[]>(
  timer: Timer,
  delayMs: number,
  act: (...args: Args) => void,
): Throttled<Args> {
  let pending: { args: Args; readonly cancelTimer: () => void } | null = null;
  const cancel = () => {
    pending?.cancelTimer();
    pending = null;
  };
  const run = () => {
    const args = pending?.args;
    pending = null;
    if (args !== undefined) act(...args);
  };
  const call = (...args: Args) => {
    if (pending === null) pending = { args, cancelTimer: timer.setTimeout(run, delayMs) };
    else pending.args = args;
  };
  const now = (...args: Args) => {
    cancel();
    act(...args);
  };
  return Object.assign(call, { now, cancel });
}
