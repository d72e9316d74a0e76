import type { Display } from '../windows/display-choice.ts';
import { type Arrangement, type Point, pillInside, type Size } from '../windows/placement.ts';

/** The pointer has to move this far before a press on the handle becomes a drag, in device-independent pixels. */
export const DRAG_THRESHOLD = 3;

/** A press on the handle, and what has become of it. */
export interface Drag {
  /** The display whose bubble is dragged. */
  readonly displayId: number;
  readonly pressedAt: Point;
  /** Where the pill stood. */
  readonly pill: Point;
  /** The display that the bubble is over. */
  readonly over: Display;
  /** How far the bubble has moved; null while the press is not a drag yet. */
  readonly by: Point | null;
}

/** A press on the handle of the bubble that stands on `display` as `arrangement` says. */
export function pressed(display: Display, { pill }: Arrangement, at: Point): Drag {
  return { displayId: display.id, pressedAt: at, pill, over: display, by: null };
}

/**
 * The drag after the pointer moved to `at`, over the display `over`: the pill follows, and stays inside the work area
 * of that display, so that it is never cut in two by the edge between displays.
 */
export function dragged(drag: Drag, at: Point, over: Display, size: Size): Drag {
  const moved = { x: at.x - drag.pressedAt.x, y: at.y - drag.pressedAt.y };
  if (drag.by === null && Math.hypot(moved.x, moved.y) < DRAG_THRESHOLD) return drag;
  const pill = pillInside(over.workArea, { x: drag.pill.x + moved.x, y: drag.pill.y + moved.y }, size);
  return { ...drag, over, by: { x: pill.x - drag.pill.x, y: pill.y - drag.pill.y } };
}

/** Where a drag has brought the pill; null when the press never became a drag. */
export function droppedAt({ pill, by }: Drag): Point | null {
  return by === null ? null : { x: pill.x + by.x, y: pill.y + by.y };
}
