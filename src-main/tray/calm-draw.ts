import type { Clock } from '../system/clock.ts';

/** From a change to the tray's showing it: after the windows, which are looked at, and often enough for an icon. */
export const TRAY_DELAY_MS = 100;

/**
 * Draws the newest state a moment after it came, and none that was over by then: an icon and its menu go through the
 * desktop's own bus, which costs more than all the rest of a change.
 *
 * @returns what takes the next state, and what ends the timer.
 */
export function calmDraw<State>(
  clock: Clock,
  draw: (state: State) => void,
): { readonly draw: (state: State) => void; readonly stop: () => void } {
  let cancel: (() => void) | null = null;
  let newest: { readonly state: State } | null = null;
  return {
    draw(state) {
      newest = { state };
      cancel ??= clock.setTimeout(() => {
        cancel = null;
        if (newest !== null) draw(newest.state);
      }, TRAY_DELAY_MS);
    },
    stop() {
      cancel?.();
    },
  };
}
