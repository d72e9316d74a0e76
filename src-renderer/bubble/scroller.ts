import type { PageClock } from '../shared/page-clock.ts';
import { drawnTop, nextChangeMs, type ScrollPlan, topAt } from './answer-scroll.ts';

/** Scrolls one text. */
export interface Scroller {
  /** How far the text has scrolled, in px; may be a fraction. */
  topPx(): number;
  /** Scroll as planned just now, instead of the plan before. */
  follow(plan: ScrollPlan): void;
  stop(): void;
}

/**
 * Create the scroller of a text that is at its beginning.
 *
 * A timer waits for each change, as in motion.ts: an animation would begin a frame at every refresh of the display, for a
 * text that moves by six pixels a second.
 * @param draw moves the text up by whole pixels.
 */
export function createScroller(clock: PageClock, draw: (topPx: number) => void): Scroller {
  let current: { readonly plan: ScrollPlan; readonly plannedMs: number } | null = null;
  let cancel = () => {};

  const step = (plan: ScrollPlan, plannedMs: number) => {
    const elapsedMs = clock.nowMs() - plannedMs;
    draw(drawnTop(plan, elapsedMs));
    const nextMs = nextChangeMs(plan, elapsedMs);
    if (nextMs === null) return;
    cancel = clock.setTimeout(() => step(plan, plannedMs), Math.max(1, Math.ceil(nextMs - elapsedMs)));
  };

  return {
    topPx: () => (current === null ? 0 : topAt(current.plan, clock.nowMs() - current.plannedMs)),
    follow(plan) {
      cancel();
      const plannedMs = clock.nowMs();
      current = { plan, plannedMs };
      step(plan, plannedMs);
    },
    stop: () => cancel(),
  };
}
