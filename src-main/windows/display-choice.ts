import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { isQuiet, isTurn } from '../../src-shared/phase-kinds.ts';
import type { Place, Settings } from '../../src-shared/settings.ts';
import type { Point, Rectangle, Room } from './placement.ts';

type Position = Settings['position'];

/** A display, as far as the placement needs it. */
export interface Display extends Room {
  readonly id: number;
  /** In device-independent pixels of the desktop; the work area is the part without panels and menu bars. */
  readonly bounds: Rectangle;
}

/** All displays. */
export interface Desktop {
  readonly displays: readonly Display[];
  readonly primaryId: number;
}

/**
 * Choose the displays that get a bubble.
 * @param usersDisplayId the display on which the user was when something began; null before.
 */
export function chosenDisplays(
  { displays, primaryId }: Desktop,
  position: Position,
  usersDisplayId: number | null,
): readonly Display[] {
  if (position.display === 'all') return displays;
  const wanted = position.display === 'primary' ? position.home : String(usersDisplayId);
  const chosen =
    displays.find(({ id }) => String(id) === wanted) ?? displays.find(({ id }) => id === primaryId) ?? displays[0];
  return chosen === undefined ? [] : [chosen];
}

/** How to find the user's display: by the pointer, or by the window that has the focus. */
export type Sign = 'cursor' | 'focused';

/** Where the user works according to an X server, in pixels. */
export interface Whereabouts {
  /** The pointer; null when the server does not say. */
  readonly pointer: (Point & { readonly isOverWindow: boolean }) | null;
  /** The window that has the focus; null when it is none of the server's. */
  readonly activeWindow: Rectangle | null;
  readonly isWayland: boolean;
}

/**
 * Return a point on the display on which the user works; null when none is known. In a Wayland session, the X server
 * learns of the pointer and of the focus only while they are at an X window, and otherwise repeats the last position.
 */
export function knownPoint({ pointer, activeWindow, isWayland }: Whereabouts): Point | null {
  if (pointer !== null && (!isWayland || pointer.isOverWindow)) return pointer;
  if (!isWayland || activeWindow === null) return null;
  return centreOf(activeWindow);
}

/**
 * Return a point on the display of the window with the focus; null when none is known. On a desktop where no window has the
 * focus, the pointer replaces it. In a Wayland session, the focus is then at a window that the X server does not know.
 */
export function focusedPoint({ pointer, activeWindow, isWayland }: Whereabouts): Point | null {
  if (activeWindow !== null) return centreOf(activeWindow);
  return isWayland ? null : pointer;
}

export function centreOf({ x, y, width, height }: Rectangle): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Return the display nearest to a point. */
export function displayAt(displays: readonly Display[], point: Point): Display | null {
  return displays.reduce<Display | null>(
    (best, next) => (best === null || gap(next.bounds, point) < gap(best.bounds, point) ? next : best),
    null,
  );
}

/** Return the bubble's place on a display. */
export function placeOn(displayId: number, position: Position): Place {
  return position.places[displayId] ?? { anchor: position.anchor, offsetX: 0, offsetY: 0 };
}

/**
 * Return the settings after the user dropped the bubble on a display. With `primary`, a bubble that was dragged to another
 * display stays there.
 */
export function afterDrop(position: Position, displayId: number, primaryId: number, place: Place): Position {
  const home = displayId === primaryId ? null : String(displayId);
  return {
    ...position,
    places: { ...position.places, [displayId]: place },
    home: position.display === 'primary' ? home : position.home,
  };
}

/** Return the settings after the user asked for the usual place on a display. */
export function afterReset(position: Position, displayId: number): Position {
  const { [displayId]: _, ...places } = position.places;
  return { ...position, places };
}

/** Return whether the bubble appears or a turn begins, so that the display of the user is chosen again. */
export function somethingBegins(previous: OverlayState, next: OverlayState): boolean {
  if (!next.visible) return false;
  return !previous.visible || (isQuiet(previous.phase) && isTurn(next.phase));
}

/**
 * Distribute the items on displays among the chosen displays: an item on one of them stays, any other moves to one that
 * has none.
 * @returns the item of each chosen display, undefined where a new one is needed; and the items left over.
 */
export function reassign<T>(
  standing: ReadonlyMap<number, T>,
  chosenIds: readonly number[],
): { readonly placed: ReadonlyMap<number, T | undefined>; readonly left: readonly T[] } {
  const spare = [...standing].filter(([id]) => !chosenIds.includes(id)).map(([, item]) => item);
  const placed = new Map(chosenIds.map((id) => [id, standing.get(id) ?? spare.shift()]));
  return { placed, left: spare };
}

/** Return the distance of a point from a rectangle; 0 inside. */
function gap({ x, y, width, height }: Rectangle, point: Point): number {
  const outside = (value: number, low: number, high: number) => Math.max(low - value, 0, value - high + 1);
  return Math.hypot(outside(point.x, x, x + width), outside(point.y, y, y + height));
}
