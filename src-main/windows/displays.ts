import { screen } from 'electron';
import { activeWindowArea, pointerPosition } from '../desktop/x-server.ts';
import { isWaylandSession } from '../start/ozone.ts';
import { type Desktop, knownPoint } from './display-choice.ts';
import type { Point } from './placement.ts';

/** The system's displays. */
export interface Displays {
  now(): Desktop;
  /**
   * Call `onPoint` once with a point on the display that the user works on, at once or as soon as the system reports it: the
   * cursor, or what stands for it. null: nothing is known.
   */
  cursor(onPoint: (point: Point | null) => void): void;
  /** Call `listener` when a display comes, goes, moves, or changes its size, its scale or its work area. */
  onChange(listener: () => void): void;
}

/** The displays of this machine. Use it when the app is ready. */
export const systemDisplays: Displays = {
  now: () => ({ displays: screen.getAllDisplays(), primaryId: screen.getPrimaryDisplay().id }),
  cursor(onPoint) {
    if (process.platform !== 'linux') return onPoint(screen.getCursorScreenPoint());
    const isWayland = isWaylandSession(process.platform, process.env);
    void Promise.all([
      pointerPosition(process.env),
      isWayland ? activeWindowArea(process.env) : Promise.resolve(null),
    ]).then(([pointer, activeWindow]) => {
      const pixels = knownPoint({ pointer, activeWindow, isWayland });
      if (pixels === null) return onPoint(isWayland ? null : screen.getCursorScreenPoint());
      // On X11 all displays have one factor.
      const { scaleFactor } = screen.getPrimaryDisplay();
      onPoint({ x: pixels.x / scaleFactor, y: pixels.y / scaleFactor });
    });
  },
  onChange(listener) {
    screen.on('display-added', listener);
    screen.on('display-removed', listener);
    screen.on('display-metrics-changed', listener);
  },
};
