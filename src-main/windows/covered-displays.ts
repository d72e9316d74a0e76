import type { Area, FrontWindow } from '../desktop/front-windows.ts';
import type { Display } from './display-choice.ts';

/** Scaled displays begin and end at rounded pixels. */
const TOLERANCE = 2;

/**
 * Return the ids of the displays that a window in full screen covers.
 * @param fronts the topmost first, in pixels.
 * @param scaleFactor of all displays: on X11 they have one.
 */
export function coveredDisplays(
  fronts: readonly FrontWindow[],
  displays: readonly Display[],
  scaleFactor: number,
): ReadonlySet<number> {
  const scaled = fronts.map(({ isFullScreen, ...area }) => ({ isFullScreen, area: divided(area, scaleFactor) }));
  const isCovered = ({ bounds }: Display) =>
    scaled.find(({ isFullScreen, area }) => (isFullScreen ? covers(area, bounds) : hasCentreIn(area, bounds)))
      ?.isFullScreen === true;
  return new Set(displays.filter(isCovered).map(({ id }) => id));
}

function divided({ x, y, width, height }: Area, by: number): Area {
  return { x: x / by, y: y / by, width: width / by, height: height / by };
}

function covers(window: Area, bounds: Area): boolean {
  return (
    window.x <= bounds.x + TOLERANCE &&
    window.y <= bounds.y + TOLERANCE &&
    window.x + window.width >= bounds.x + bounds.width - TOLERANCE &&
    window.y + window.height >= bounds.y + bounds.height - TOLERANCE
  );
}

function hasCentreIn(window: Area, bounds: Area): boolean {
  const [x, y] = [window.x + window.width / 2 - bounds.x, window.y + window.height / 2 - bounds.y];
  return x >= 0 && y >= 0 && x < bounds.width && y < bounds.height;
}
