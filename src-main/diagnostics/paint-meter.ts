import type { Counters } from './counters.ts';

/** A page that takes longer to paint is not on the screen. */
const ANSWER_LIMIT_MS = 5_000;

/** A frame that is being drawn: when it arrived, on the monotonic clock, and where to count its paint. */
interface TimedFrame {
  readonly counters: Counters;
  readonly frameAtMs: number;
}

/**
 * Measure the time from a frame's arrival to its paint, one frame at a time.
 * @param request asks the page to report when it has painted its latest state.
 */
export function createPaintMeter(nowMs: () => number, request: (number: number) => void) {
  let lastNumber = 0;
  /** The frame that led to the state being drawn. */
  let drawing: TimedFrame | null = null;
  let painting: (TimedFrame & { readonly number: number }) | null = null;
  return {
    /** Call when a state is published. @param frameAtMs when the frame that led to it arrived; null: not timed. */
    onPublish(counters: Counters, frameAtMs: number | null): void {
      drawing = frameAtMs === null ? null : { counters, frameAtMs };
    },
    /** Call when the pages have been sent the state. */
    onDrawn(): void {
      const drawn = drawing;
      drawing = null;
      if (drawn === null || (painting !== null && nowMs() - painting.frameAtMs < ANSWER_LIMIT_MS)) return;
      lastNumber += 1;
      painting = { ...drawn, number: lastNumber };
      request(lastNumber);
    },
    /** Call when a page has painted; the first one counts. @param number as passed to `request`. */
    onPainted(number: number): void {
      if (painting?.number !== number) return;
      const { counters, frameAtMs } = painting;
      painting = null;
      const tookMs = nowMs() - frameAtMs;
      // The bubble was hidden meanwhile, so that the delay says nothing about its speed.
      if (tookMs >= ANSWER_LIMIT_MS) return;
      counters.paints += 1;
      counters.paintLastMs = tookMs;
      counters.paintTotalMs += tookMs;
    },
  };
}
