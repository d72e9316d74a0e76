import { screen } from 'electron';
import type { Desktop } from './display-choice.ts';
import type { Point } from './placement.ts';

/** The displays as the system has them. */
export interface Displays {
  now(): Desktop;
  cursor(): Point;
  /** Calls `listener` when a display came, went, moved, or changed its size, its scale or its work area. */
  onChange(listener: () => void): void;
}

/** The displays of this machine. To be used when the app is ready. */
export const systemDisplays: Displays = {
  now: () => ({ displays: screen.getAllDisplays(), primaryId: screen.getPrimaryDisplay().id }),
  cursor: () => screen.getCursorScreenPoint(),
  onChange(listener) {
    screen.on('display-added', listener);
    screen.on('display-removed', listener);
    screen.on('display-metrics-changed', listener);
  },
};
