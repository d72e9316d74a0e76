import type { Strut } from '../desktop/struts.ts';
import type { Rectangle } from './placement.ts';

/**
 * Return the part of a display that panels leave free. Chromium cuts the work area of one display at most, usually of the
 * primary one.
 * @param workArea as Chromium has it, in device-independent pixels like `bounds`.
 * @param struts in pixels of the desktop.
 */
export function workAreaBeside(
  struts: readonly Strut[],
  {
    bounds,
    workArea,
    scaleFactor,
  }: { readonly bounds: Rectangle; readonly workArea: Rectangle; readonly scaleFactor: number },
): Rectangle {
  let [left, top] = [workArea.x, workArea.y];
  let [right, bottom] = [workArea.x + workArea.width, workArea.y + workArea.height];
  const end = { x: bounds.x + bounds.width, y: bounds.y + bounds.height };
  for (const { side, ...area } of struts) {
    const [x, y] = [area.x / scaleFactor, area.y / scaleFactor];
    const [endX, endY] = [(area.x + area.width) / scaleFactor, (area.y + area.height) / scaleFactor];
    if (x >= end.x || y >= end.y || endX <= bounds.x || endY <= bounds.y) continue;
    // Widths count from the edge of the desktop: a panel at an inner edge would take whole displays in between.
    const isWide =
      side === 'left' || side === 'right' ? isMost(x, endX, bounds.x, end.x) : isMost(y, endY, bounds.y, end.y);
    if (isWide) continue;
    if (side === 'left') left = Math.max(left, Math.ceil(endX));
    if (side === 'right') right = Math.min(right, Math.floor(x));
    if (side === 'top') top = Math.max(top, Math.ceil(endY));
    if (side === 'bottom') bottom = Math.min(bottom, Math.floor(y));
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Return whether a range takes half of another one or more. */
function isMost(from: number, to: number, start: number, end: number): boolean {
  return Math.min(to, end) - Math.max(from, start) >= (end - start) / 2;
}
