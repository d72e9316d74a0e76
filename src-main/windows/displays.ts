import { isDeepStrictEqual } from 'node:util';
import { screen } from 'electron';
import { createSignal } from '../../src-shared/signal.ts';
import type { Strut } from '../desktop/struts.ts';
import { swaySocket } from '../desktop/sway-socket.ts';
import { activeWindowArea, panelStruts, pointerPosition } from '../desktop/x-server.ts';
import { isWaylandSession } from '../start/ozone.ts';
import { centreOf, type Desktop, focusedPoint, knownPoint, type Sign } from './display-choice.ts';
import type { Point } from './placement.ts';
import { workAreaBeside } from './work-area.ts';

/** The system's displays. */
export interface Displays {
  now(): Desktop;
  /**
   * Call `onPoint` once with a point on the display that the user works on, at once or as soon as the system reports it. null:
   * nothing is known. Windows and macOS do not tell Electron which window has the focus; the cursor replaces it.
   */
  find(sign: Sign, onPoint: (point: Point | null) => void): void;
  /** Look for changes that the system does not announce. */
  refresh(): void;
  /** Call `listener` when a display comes, goes, moves, or changes its size, its scale or its work area. */
  onChange(listener: () => void): void;
}

/** The displays of this machine. Use it when the app is ready. */
export const systemDisplays: Displays = createSystemDisplays();

function createSystemDisplays(): Displays {
  const change = createSignal();
  let struts: readonly Strut[] = [];
  let isListening = false;

  /** Chromium knows the panels of one display, and announces their changes. */
  const refresh = () => {
    if (process.platform !== 'linux' || screen.getAllDisplays().length < 2) return;
    void panelStruts(process.env).then((found) => {
      if (found === null || isDeepStrictEqual(found, struts)) return;
      struts = found;
      change.emit();
    });
  };
  const announce = () => {
    change.emit();
    refresh();
  };

  return {
    now() {
      const displays = screen.getAllDisplays();
      const beside = displays.length > 1 ? struts : [];
      return {
        displays: displays.map(({ id, bounds, workArea, scaleFactor }) => ({
          id,
          bounds,
          workArea: workAreaBeside(beside, { bounds, workArea, scaleFactor }),
          scaleFactor,
        })),
        primaryId: screen.getPrimaryDisplay().id,
      };
    },
    find(sign, onPoint) {
      if (process.platform !== 'linux') return onPoint(screen.getCursorScreenPoint());
      const isWayland = isWaylandSession(process.platform, process.env);
      const find = sign === 'cursor' ? findPointer : findFocus;
      void find(isWayland).then((pixels) => {
        if (pixels === null) return onPoint(isWayland ? null : screen.getCursorScreenPoint());
        // On X11 all displays have one factor.
        const { scaleFactor } = screen.getPrimaryDisplay();
        onPoint({ x: pixels.x / scaleFactor, y: pixels.y / scaleFactor });
      });
    },
    refresh,
    onChange(listener) {
      change.subscribe(listener);
      if (isListening) return;
      isListening = true;
      screen.on('display-added', announce);
      screen.on('display-removed', announce);
      screen.on('display-metrics-changed', announce);
    },
  };
}

async function findPointer(isWayland: boolean): Promise<Point | null> {
  const [pointer, activeWindow] = await Promise.all([
    pointerPosition(process.env),
    isWayland ? activeWindowArea(process.env) : Promise.resolve(null),
  ]);
  return knownPoint({ pointer, activeWindow, isWayland });
}

async function findFocus(isWayland: boolean): Promise<Point | null> {
  if (swaySocket(process.env) !== null) {
    const { focusedOutput } = await import('../desktop/sway-tree.ts');
    const output = await focusedOutput(process.env);
    // The variable may come from a session of sway that has ended.
    if (output !== null) return centreOf(output);
  }
  const [pointer, activeWindow] = await Promise.all([pointerPosition(process.env), activeWindowArea(process.env)]);
  return focusedPoint({ pointer, activeWindow, isWayland });
}
