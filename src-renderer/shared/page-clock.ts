import type { Timer } from '../../src-shared/throttle.ts';

/** Time for the decisions of a page; passed in, so that tests can set it by hand. */
export interface PageClock extends Timer {
  /** Milliseconds of a clock that never jumps. */
  nowMs(): number;
}

/** The page's own clock. */
export const pageClock: PageClock = {
  nowMs: () => performance.now(),
  setTimeout(callback, delayMs) {
    const id = setTimeout(callback, delayMs);
    return () => clearTimeout(id);
  },
};
