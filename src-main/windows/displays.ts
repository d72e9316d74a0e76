import { screen } from 'electron';
import { pointerPosition } from '../desktop/x-server.ts';
import type { Desktop } from './display-choice.ts';
import type { Point } from './placement.ts';

/** The system's displays. */
export interface Displays {
  now(): Desktop;
  /** Call `onPoint` once with the position of the cursor, at once or as soon as the system reports it. */
  cursor(onPoint: (point: Point) => void): void;
  /** Call `listener` when a display comes, goes, moves, or changes its size, its scale or its work area. */
  onChange(listener: () => void): void;
}

/** The displays of this machine. Use it when the app is ready. */
export const systemDisplays: Displays = {
  now: () => ({ displays: screen.getAllDisplays(), primaryId: screen.getPrimaryDisplay().id }),
  cursor(onPoint) {
    if (process.platform !== 'linux') return onPoint(screen.getCursorScreenPoint());
    void pointerPosition(process.env).then((pixels) => {
      // On X11 all displays have one factor.
      const { scaleFactor } = screen.getPrimaryDisplay();
      const point = pixels && { x: pixels.x / scaleFactor, y: pixels.y / scaleFactor };
      onPoint(point ?? screen.getCursorScreenPoint());
    });
  },
  onChange(listener) {
    screen.on('display-added', listener);
    screen.on('display-removed', listener);
    screen.on('display-metrics-changed', listener);
  },
};
