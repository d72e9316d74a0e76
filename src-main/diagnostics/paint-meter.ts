import type { Counters } from './counters.ts';

/** A page that has not painted by then is not on the screen. */
const ANSWER_LIMIT_MS = 5_000;

type PaintCounters = Pick<Counters, 'paints' | 'paintLastMs' | 'paintTotalMs'>;

/** Measures how long a frame takes to the screen, one at a time. */
export interface PaintMeter {
  /** The pages were sent what a frame led to. @param frameAtMs when that had arrived, on the monotonic clock. */
  drawn(counters: PaintCounters, frameAtMs: number): void;
  /** A page has painted; the first one counts. @param number as it was asked. */
  painted(number: number): void;
}

/** @param ask asks the page to tell when it has painted what it was last sent. */
export function createPaintMeter(nowMs: () => number, ask: (number: number) => void): PaintMeter {
  let lastNumber = 0;
  let asked: { readonly number: number; readonly counters: PaintCounters; readonly frameAtMs: number } | null = null;
  return {
    drawn(counters, frameAtMs) {
      if (asked !== null && nowMs() - asked.frameAtMs < ANSWER_LIMIT_MS) return;
      lastNumber += 1;
      asked = { number: lastNumber, counters, frameAtMs };
      ask(lastNumber);
    },
    painted(number) {
      if (asked?.number !== number) return;
      const { counters, frameAtMs } = asked;
      asked = null;
      const tookMs = nowMs() - frameAtMs;
      // Painted after the bubble had been hidden and came back: says nothing of how fast it is.
      if (tookMs >= ANSWER_LIMIT_MS) return;
      counters.paints += 1;
      counters.paintLastMs = tookMs;
      counters.paintTotalMs += tookMs;
    },
  };
}
