import type { Display } from '../windows/display-choice.ts';
import { type Arrangement, type Point, pillInside, type Size } from '../windows/placement.ts';

/** The pointer has to move this far before a press on the handle becomes a drag, in device-independent pixels. */
export const DRAG_THRESHOLD = 3;

/** A press on the handle, which becomes a drag when the pointer moves. */
export interface Drag {
  /** The display whose bubble is dragged. */
  readonly displayId: number;
  readonly pressedAt: Point;
  /** The pill's position at the press. */
  readonly pill: Point;
  /** Its width at scale 1. It does not change meanwhile, as the pointer is over the handle. */
  readonly widthPx: number;
  /** The display under the pointer. */
  readonly over: Display;
  /** The bubble's movement so far; null while the press is not a drag yet. */
  readonly by: Point | null;
}

/** Begin with a press on the handle of the bubble on `display`. */
export function pressed(display: Display, { pill, silhouette }: Arrangement, at: Point): Drag {
  return { displayId: display.id, pressedAt: at, pill, widthPx: silhouette.widthPx, over: display, by: null };
}

/**
 * Return the drag after the pointer moved to `at`, over the display `over`. The pill follows, and stays inside that display's
 * work area, so that no edge between displays cuts it in two.
 */
export function dragged(drag: Drag, at: Point, over: Display, size: Size): Drag {
  const moved = { x: at.x - drag.pressedAt.x, y: at.y - drag.pressedAt.y };
  if (drag.by === null && Math.hypot(moved.x, moved.y) < DRAG_THRESHOLD) return drag;
  const pill = pillInside(over, { x: drag.pill.x + moved.x, y: drag.pill.y + moved.y }, size, drag.widthPx);
  return { ...drag, over, by: { x: pill.x - drag.pill.x, y: pill.y - drag.pill.y } };
}

/** Return the pill's position after a drag; null when the press never became one. */
export function droppedAt({ pill, by }: Drag): Point | null {
  return by === null ? null : { x: pill.x + by.x, y: pill.y + by.y };
}
