import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { Place, Settings } from '../../src-shared/settings.ts';
import { isQuiet, isTurn } from '../overlay/phase.ts';
import type { Point, Rectangle } from './placement.ts';

type Position = Settings['position'];

/** A display as the placement needs it. */
export interface Display {
  readonly id: number;
  /** All of it, in device-independent pixels of the desktop. */
  readonly bounds: Rectangle;
  /** What panels and menu bars leave of it. */
  readonly workArea: Rectangle;
}

/** The displays that there are. */
export interface Desktop {
  readonly displays: readonly Display[];
  readonly primaryId: number;
}

/**
 * The displays on which a bubble is to be.
 * @param cursorDisplayId the display that had the cursor when something began; null before.
 */
export function chosenDisplays(
  { displays, primaryId }: Desktop,
  position: Position,
  cursorDisplayId: number | null,
): readonly Display[] {
  if (position.display === 'all') return displays;
  const wanted = position.display === 'cursor' ? String(cursorDisplayId) : position.home;
  const chosen =
    displays.find(({ id }) => String(id) === wanted) ?? displays.find(({ id }) => id === primaryId) ?? displays[0];
  return chosen === undefined ? [] : [chosen];
}

/** The display that a point is on; the nearest when it is on none. */
export function displayAt(displays: readonly Display[], point: Point): Display | null {
  return displays.reduce<Display | null>(
    (best, next) => (best === null || gap(next.bounds, point) < gap(best.bounds, point) ? next : best),
    null,
  );
}

/** Where the bubble stands on a display. */
export function placeOn(displayId: number, position: Position): Place {
  return position.places[displayId] ?? { anchor: position.anchor, offsetX: 0, offsetY: 0 };
}

/**
 * The settings after the user dropped the bubble on a display. With `primary`, a bubble that was dragged to another
 * display stays on that: whoever drags it there wants it there.
 */
export function afterDrop(position: Position, displayId: number, primaryId: number, place: Place): Position {
  const home = displayId === primaryId ? null : String(displayId);
  return {
    ...position,
    places: { ...position.places, [displayId]: place },
    home: position.display === 'primary' ? home : position.home,
  };
}

/** The settings after the user asked for the usual place on a display. */
export function afterReset(position: Position, displayId: number): Position {
  const { [displayId]: _, ...places } = position.places;
  return { ...position, places };
}

/** Whether the display with the cursor is to be looked for again: the bubble appears, or a turn begins. */
export function somethingBegins(previous: OverlayState, next: OverlayState): boolean {
  if (!next.visible) return false;
  return !previous.visible || (isQuiet(previous.phase) && isTurn(next.phase));
}

/**
 * Gives what stands on displays to the chosen displays: what is on one of them stays; what is not, moves to one that
 * has none.
 * @returns what stands on each chosen display, undefined where something new is needed, and what is left over.
 */
export function reassign<T>(
  standing: ReadonlyMap<number, T>,
  chosenIds: readonly number[],
): { readonly placed: ReadonlyMap<number, T | undefined>; readonly left: readonly T[] } {
  const spare = [...standing].filter(([id]) => !chosenIds.includes(id)).map(([, item]) => item);
  const placed = new Map(chosenIds.map((id) => [id, standing.get(id) ?? spare.shift()]));
  return { placed, left: spare };
}

/** How far a point is outside of a rectangle; 0 inside. */
function gap({ x, y, width, height }: Rectangle, point: Point): number {
  const outside = (value: number, low: number, high: number) => Math.max(low - value, 0, value - high + 1);
  return Math.hypot(outside(point.x, x, x + width), outside(point.y, y, y + height));
}
