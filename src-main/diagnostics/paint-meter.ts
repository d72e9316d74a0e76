import type { Counters } from './counters.ts';

/** A page that takes longer to paint is not on the screen. */
const ANSWER_LIMIT_MS = 5_000;

type PaintCounters = Pick<Counters, 'paints' | 'paintLastMs' | 'paintTotalMs'>;

/** Measures the time from a frame's arrival to its paint, one frame at a time. */
export interface PaintMeter {
  /** Call when the pages were sent a state. @param frameAtMs when its frame arrived, on the monotonic clock. */
  onDrawn(counters: PaintCounters, frameAtMs: number): void;
  /** Call when a page has painted; the first one counts. @param number as passed to `request`. */
  onPainted(number: number): void;
}

/** @param request asks the page to report when it has painted its latest state. */
export function createPaintMeter(nowMs: () => number, request: (number: number) => void): PaintMeter {
  let lastNumber = 0;
  let pending: { readonly number: number; readonly counters: PaintCounters; readonly frameAtMs: number } | null = null;
  return {
    onDrawn(counters, frameAtMs) {
      if (pending !== null && nowMs() - pending.frameAtMs < ANSWER_LIMIT_MS) return;
      lastNumber += 1;
      pending = { number: lastNumber, counters, frameAtMs };
      request(lastNumber);
    },
    onPainted(number) {
      if (pending?.number !== number) return;
      const { counters, frameAtMs } = pending;
      pending = null;
      const tookMs = nowMs() - frameAtMs;
      // The bubble was hidden meanwhile, so that the delay says nothing about its speed.
      if (tookMs >= ANSWER_LIMIT_MS) return;
      counters.paints += 1;
      counters.paintLastMs = tookMs;
      counters.paintTotalMs += tookMs;
    },
  };
}
