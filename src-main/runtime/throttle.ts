import type { Clock } from './clock.ts';

/** Draws what can wait a moment, when the moment is over: the newest state, and none that was over by then. */
export interface CalmDraw<State> {
  draw(state: State): void;
  /** Draws at once, and forgets what waited. */
  drawNow(state: State): void;
  /** Ends the timer; what waited is not drawn. */
  stop(): void;
}

/** @param delayMs how long a state waits at most. */
export function calmDraw<State>(clock: Clock, delayMs: number, draw: (state: State) => void): CalmDraw<State> {
  let cancel: (() => void) | null = null;
  let newest: { readonly state: State } | null = null;
  const stop = () => {
    cancel?.();
    cancel = null;
  };
  return {
    draw(state) {
      newest = { state };
      cancel ??= clock.setTimeout(() => {
        cancel = null;
        if (newest !== null) draw(newest.state);
      }, delayMs);
    },
    drawNow(state) {
      stop();
      draw(state);
    },
    stop,
  };
}
