import type { OverlayState } from '../../src-preload/contract.ts';
import {
  BUBBLE_WINDOW_HEIGHT,
  BUBBLE_WINDOW_WIDTH,
  BUTTON_SLOT,
  PILL_END_PADDING,
  PILL_HEIGHT,
  PILL_WIDTH,
  SHADOW_MARGIN,
} from '../../src-preload/geometry.ts';

/** In device-independent pixels of the desktop. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The bubble window: top centre of the work area. */
export function bubbleBounds(workArea: Rectangle): Rectangle {
  return {
    x: Math.round(workArea.x + (workArea.width - BUBBLE_WINDOW_WIDTH) / 2),
    y: workArea.y,
    width: BUBBLE_WINDOW_WIDTH,
    height: BUBBLE_WINDOW_HEIGHT,
  };
}

/** The controls window: over the button slots at the pill's right end, and no larger. */
export function controlsBounds(bubble: Rectangle, buttons: number): Rectangle {
  const pillRight = bubble.x + (bubble.width + PILL_WIDTH) / 2;
  const width = buttons * BUTTON_SLOT;
  return {
    x: Math.round(pillRight - PILL_END_PADDING - width),
    y: bubble.y + SHADOW_MARGIN,
    width,
    height: PILL_HEIGHT,
  };
}

/** How many buttons the controls show. */
export function buttonCount(state: OverlayState): number {
  return state.stopTts === null ? 1 : 2;
}
