import { screen } from 'electron';
import type { OverlayState } from '../../src-preload/contract.ts';
import { EXIT_MS } from '../../src-preload/geometry.ts';
import type { Clock } from '../system/clock.ts';
import { createPageWindow } from './page-window.ts';
import { bubbleBounds, buttonCount, controlsBounds } from './placement.ts';

/** The page's leaving motion begins a frame or two after the state is sent; the windows go when it is surely over. */
const HIDE_DELAY_MS = EXIT_MS + 60;

/** Bubble and controls, seen as one. */
export interface OverlayWindows {
  /** Draws a state: places, shows or hides the windows, and tells their pages. */
  draw(state: OverlayState): void;
}

/** Makes bubble and controls; neither window exists before there is something to show. */
export function createOverlayWindows(
  clock: Clock,
  initial: OverlayState,
  log: (message: string) => void,
): OverlayWindows {
  const bubble = createPageWindow('bubble', false, log);
  const controls = createPageWindow('controls', true, log);
  let state = initial;
  let cancelHide: (() => void) | null = null;

  const place = () => {
    const bounds = bubbleBounds(screen.getPrimaryDisplay().workArea);
    bubble.show(bounds);
    controls.show(controlsBounds(bounds, buttonCount(state)));
  };

  const hideBubble = () => {
    cancelHide = null;
    bubble.hide();
  };

  const draw = (next: OverlayState) => {
    const appears = next.visible && !state.visible;
    const leaves = state.visible && !next.visible;
    state = next;
    bubble.send(state);
    controls.send(state);
    if (appears) {
      cancelHide?.();
      cancelHide = null;
    }
    if (state.visible) place();
    if (leaves) {
      // A button that is fading must not take a click that is meant for the window below.
      controls.hide();
      cancelHide = clock.setTimeout(hideBubble, HIDE_DELAY_MS);
    }
  };

  const onDisplayChange = () => {
    if (state.visible) place();
  };
  screen.on('display-added', onDisplayChange);
  screen.on('display-removed', onDisplayChange);
  screen.on('display-metrics-changed', onDisplayChange);

  if (state.visible) place();
  return { draw };
}
