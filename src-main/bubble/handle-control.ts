import type { HandleIntent } from '../../src-shared/bubble-contract.ts';
import type { Settings } from '../../src-shared/settings.ts';
import { afterDrop, afterReset, type Display, displayAt } from '../windows/display-choice.ts';
import type { Displays } from '../windows/displays.ts';
import { type Arrangement, type Point, placeOf } from '../windows/placement.ts';
import { type Drag, dragged, droppedAt, pressed } from './drag.ts';

/** The settings of a bubble's position and size. */
export interface PlacementSettings {
  current(): Pick<Settings, 'appearance' | 'position'>;
  update(section: 'position', position: Settings['position']): unknown;
}

export interface HandleControlOptions {
  readonly displays: Displays;
  readonly settings: PlacementSettings;
  /** Calls `onPress` when the user presses Esc. @returns a function that ends that. */
  readonly holdEscapeKey: (onPress: () => void) => () => void;
  /** Called when a bubble has to move. */
  readonly onMove: () => void;
  /** Called with the display of a drop, before the settings change. */
  readonly onDrop: (displayId: number) => void;
}

/** Moves bubbles by their handles, one at a time. */
export interface HandleControl {
  /** Handle the user's action on the handle of the bubble on `display`. */
  handle(intent: HandleIntent, display: Display, arrangement: Arrangement): void;
  /** Return the movement of a display's bubble while it is dragged, else null. */
  draggedBy(displayId: number): Point | null;
  isPressed(): boolean;
  /** End a drag with the bubble where it is. */
  drop(): void;
  /** End a drag with the bubble where it was before. */
  cancel(): void;
}

export function createHandleControl(options: HandleControlOptions): HandleControl {
  const { displays, settings, holdEscapeKey, onMove, onDrop } = options;
  let drag: Drag | null = null;
  let releaseEscapeKey: (() => void) | null = null;

  const release = () => {
    drag = null;
    releaseEscapeKey?.();
    releaseEscapeKey = null;
  };

  const cancel = () => {
    if (drag === null) return;
    release();
    onMove();
  };

  const press = (at: Point, display: Display, arrangement: Arrangement) => {
    cancel();
    drag = pressed(display, arrangement, at);
    releaseEscapeKey = holdEscapeKey(cancel);
  };

  const move = (at: Point) => {
    if (drag === null) return;
    const { appearance, position } = settings.current();
    // With a bubble on every display, each stays on its own.
    const over = position.display === 'all' ? drag.over : displayAt(displays.now().displays, at);
    drag = dragged(drag, at, over ?? drag.over, appearance);
    onMove();
  };

  const drop = () => {
    if (drag === null) return;
    const { over, widthPx } = drag;
    const pill = droppedAt(drag);
    release();
    if (pill === null) return;
    const { appearance, position } = settings.current();
    onDrop(over.id);
    const place = placeOf(over, pill, appearance, widthPx);
    settings.update('position', afterDrop(position, over.id, displays.now().primaryId, place));
    onMove();
  };

  return {
    handle(intent, display, arrangement) {
      switch (intent.kind) {
        case 'drag-start':
          return press({ x: intent.screenX, y: intent.screenY }, display, arrangement);
        case 'drag-move':
          return move({ x: intent.screenX, y: intent.screenY });
        case 'drag-end':
          return drop();
        case 'drag-cancel':
          return cancel();
        case 'reset':
          settings.update('position', afterReset(settings.current().position, display.id));
          return onMove();
      }
    },
    draggedBy: (displayId) => (drag?.displayId === displayId ? drag.by : null),
    isPressed: () => drag !== null,
    drop,
    cancel,
  };
}
