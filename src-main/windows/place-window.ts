import { isDeepStrictEqual } from 'node:util';
import type { BrowserWindow } from 'electron';
import { isAsPlaced, type Rectangle } from './placement.ts';
import type { Shape } from './window-shape.ts';

/** The place of a window on the desktop. */
export interface WindowPlace {
  readonly bounds: Rectangle;
  /** The part of the bounds that draws and takes clicks; the rest belongs to the windows below. */
  readonly area: Rectangle;
  /** The part of the area that remains on a desktop that draws everything transparent black; null: all of it. */
  readonly shape: Shape | null;
}

/** Whether windows can have a shape: `setShape` exists on Windows and X11. */
const HAS_SHAPES = process.platform !== 'darwin';

/**
 * Move a window. Where windows have shapes, the bounds stay larger than the area: a window that grows to the left would show
 * its old contents at its new left end until the page has drawn itself again.
 */
export function placeWindow(window: BrowserWindow, place: WindowPlace): void {
  const wanted = windowBounds(place);
  window.setBounds(wanted);
  // Windows applies the scale of the display that the window comes from; the second call is made on the new display.
  if (!isAsPlaced(window.getBounds(), wanted)) window.setBounds(wanted);
  if (!HAS_SHAPES) return;
  const { x, y } = place.bounds;
  window.setShape(shapeOf(place).map((part) => ({ ...part, x: part.x - x, y: part.y - y })));
}

/** Return whether a window is at its place: other programs move windows too. */
export function isAtPlace(window: BrowserWindow, place: WindowPlace): boolean {
  return isAsPlaced(window.getBounds(), windowBounds(place));
}

/**
 * Make the compositor read the new shape of a hidden window when that is shown. picom ignores a shape that is set while the
 * window is hidden, and also one that is set after showing it unless picom has drawn the window in between. After a change
 * of size it asks for the shape, so change the size until `placeWindow`.
 */
export function announceNewShape(window: BrowserWindow, before: WindowPlace, next: WindowPlace): void {
  if (process.platform !== 'linux' || isDeepStrictEqual(shapeOf(before), shapeOf(next))) return;
  const { x, y, width, height } = windowBounds(next);
  window.setBounds({ x, y, width, height: height + 1 });
}

function shapeOf({ area, shape }: WindowPlace): Shape {
  return shape ?? [area];
}

function windowBounds({ bounds, area }: WindowPlace): Rectangle {
  return HAS_SHAPES ? bounds : area;
}
