import { isDeepStrictEqual } from 'node:util';
import type { HandleIntent, PageLayout } from '../../src-shared/bubble-contract.ts';
import { EXIT_MS } from '../../src-shared/geometry.ts';
import { controlButtons } from '../../src-shared/offers.ts';
import { CONTROLS_FIELDS, type OverlayState } from '../../src-shared/overlay-state.ts';
import { throttle } from '../../src-shared/throttle.ts';
import type { Clock } from '../runtime/clock.ts';
import {
  chosenDisplays,
  type Display,
  displayAt,
  placeOn,
  reassign,
  somethingBegins,
} from '../windows/display-choice.ts';
import type { Displays } from '../windows/displays.ts';
import type { PageWindow } from '../windows/page-window.ts';
import { type Arrangement, arrange, type Rectangle, shifted } from '../windows/placement.ts';
import { bubbleShape, controlsShape } from '../windows/window-shape.ts';
import { createHandleControl, type PlacementSettings } from './handle-control.ts';

/** The page's leaving motion begins a frame or two after the state is sent; the windows go when it is surely over. */
export const HIDE_DELAY_MS = EXIT_MS + 60;

/**
 * From the bubble's new state to all else that follows from it: two frames. Two pages that draw at a time have each other
 * wait, as have a page and the calls that look after the windows, and the pill is what is looked at.
 */
const REST_DELAY_MS = 32;

/** One bubble: two windows that always move together. */
export interface WindowPair {
  readonly bubble: PageWindow;
  readonly controls: PageWindow;
}

export interface OverlayWindowsOptions {
  readonly clock: Clock;
  readonly displays: Displays;
  readonly settings: PlacementSettings;
  /** Whether the desktop draws transparent windows as such. */
  readonly isComposited: () => boolean;
  /** Makes the windows of one bubble. @param onControlsEnd to be called when the page of the controls has crashed. */
  readonly openPair: (onControlsEnd: () => void) => WindowPair;
  /** Calls `onPress` when the user presses Esc. @returns what ends that. */
  readonly holdEscapeKey: (onPress: () => void) => () => void;
  readonly initial: OverlayState;
}

/** A bubble's place on its display. */
export interface BubbleSpot {
  readonly workArea: Rectangle;
  readonly arrangement: Arrangement;
  readonly isOpaque: boolean;
}

/** The bubbles of all displays, each with its controls. */
export interface OverlayWindows {
  /** Draws a state: places, shows or hides the windows, and tells their pages. */
  draw(state: OverlayState): void;
  /** Places the windows again; to be called when the settings have changed. */
  place(): void;
  /** The layout of a page's window; null when it is none of these. @param pageId the id of its web contents. */
  layoutOf(pageId: number): PageLayout | null;
  /** Where the bubble of a page stands, or would stand; with null or an unknown page, the first. null: there is no display. */
  spotOf(pageId: number | null): BubbleSpot | null;
  /** Does what the user wants with the handle on a page. */
  handle(pageId: number, intent: HandleIntent): void;
  /** Closes the windows for good: while the app ends, what is still drawn must not open new ones. */
  close(): void;
}

/** Makes the bubbles; no window exists before there is something to show. */
export function createOverlayWindows(options: OverlayWindowsOptions): OverlayWindows {
  const { clock, displays, settings, openPair, holdEscapeKey } = options;
  let state = options.initial;
  /** What the controls draw has changed since they were told. Or has changed back, and a new page has asked in between. */
  let owesControls = false;
  /** By the id of the display. A pair whose display goes away moves to another one, if that needs a bubble. */
  let pairs: ReadonlyMap<number, WindowPair> = new Map();
  let cursorDisplayId: number | null = null;
  /** The system has been asked where the cursor is; until it says so, nothing new is put on the screen. */
  let isFindingCursor = false;
  let cancelHide: (() => void) | null = null;
  let isClosed = false;

  const arrangementOn = (display: Display): Arrangement => {
    const { appearance, position } = settings.current();
    const arrangement = arrange(
      display.workArea,
      placeOn(display.id, position),
      appearance,
      controlButtons(state.commands).length,
    );
    const by = handles.draggedBy(display.id);
    return by === null ? arrangement : shifted(arrangement, by);
  };

  const show = (display: Display) => {
    const pair = pairs.get(display.id);
    if (pair === undefined) return;
    const arrangement = arrangementOn(display);
    const { bubble, controls, controlsRoom } = arrangement;
    const isOpaque = !options.isComposited();
    const layout = { ...arrangement.layout, isOpaque };
    const bubbleCut = isOpaque ? bubbleShape(arrangement, (state.answer ?? state.wholeLine) !== null) : null;
    pair.bubble.show({ bounds: bubble, shape: bubble, cut: bubbleCut, layout });
    pair.controls.show({
      bounds: controlsRoom,
      shape: controls,
      cut: isOpaque ? controlsShape(arrangement) : null,
      layout,
    });
  };

  const place = () => {
    if (isClosed) return;
    const chosen = chosenDisplays(displays.now(), settings.current().position, cursorDisplayId);
    const { placed, left } = reassign(
      pairs,
      chosen.map(({ id }) => id),
    );
    for (const { bubble, controls } of left) {
      controls.close();
      bubble.close();
    }
    const next = new Map<number, WindowPair>();
    for (const [id, pair] of placed) {
      if (pair !== undefined) next.set(id, pair);
      else if (state.visible && !isFindingCursor) next.set(id, openPair(handles.cancel));
    }
    pairs = next;
    if (state.visible && !isFindingCursor) for (const display of chosen) show(display);
  };

  const handles = createHandleControl({
    displays,
    settings,
    holdEscapeKey,
    onMove: place,
    onDrop(displayId) {
      cursorDisplayId = displayId;
    },
  });

  const findCursor = () => {
    if (settings.current().position.display !== 'cursor') return;
    isFindingCursor = true;
    displays.cursor((point) => {
      isFindingCursor = false;
      cursorDisplayId = displayAt(displays.now().displays, point)?.id ?? null;
      place();
    });
  };

  const hideBubbles = () => {
    cancelHide = null;
    for (const { bubble } of pairs.values()) bubble.hide();
  };

  const drawRest = throttle(clock, REST_DELAY_MS, () => {
    for (const { bubble, controls } of pairs.values()) {
      if (owesControls) controls.send(state);
      bubble.seeAlive();
      controls.seeAlive();
    }
    owesControls = false;
    if (state.visible) place();
  });

  const draw = (next: OverlayState) => {
    const appears = next.visible && !state.visible;
    const leaves = state.visible && !next.visible;
    // A bubble does not leave the hand that drags it.
    if (somethingBegins(state, next) && !handles.isPressed()) findCursor();
    const before = state;
    state = next;
    for (const { bubble } of pairs.values()) bubble.send(state);
    owesControls ||= CONTROLS_FIELDS.some((field) => !isDeepStrictEqual(state[field], before[field]));
    if (appears) {
      cancelHide?.();
      cancelHide = null;
    }
    // Both windows come and go together, and one that is cut along what it shows is cut before it shows that.
    if (appears || leaves || !options.isComposited()) drawRest.now();
    else drawRest();
    if (leaves) {
      handles.drop();
      // A button that is fading must not take a click that is meant for the window below.
      for (const { controls } of pairs.values()) controls.hide();
      cancelHide = clock.setTimeout(hideBubbles, HIDE_DELAY_MS);
    }
  };

  displays.onChange(() => {
    handles.cancel();
    place();
    // What a display change brings up may have come to lie above.
    for (const { bubble, controls } of pairs.values()) {
      bubble.raise();
      controls.raise();
    }
  });

  if (state.visible) {
    findCursor();
    place();
  }
  return {
    draw,
    place,
    layoutOf(pageId) {
      for (const { bubble, controls } of pairs.values()) {
        const layout = bubble.layoutOf(pageId) ?? controls.layoutOf(pageId);
        if (layout !== null) return layout;
      }
      return null;
    },
    spotOf(pageId) {
      const chosen = chosenDisplays(displays.now(), settings.current().position, cursorDisplayId);
      const isBy = ({ id }: Display) => pageId !== null && pairs.get(id)?.controls.layoutOf(pageId) != null;
      const display = chosen.find(isBy) ?? chosen[0];
      if (display === undefined) return null;
      return { workArea: display.workArea, arrangement: arrangementOn(display), isOpaque: !options.isComposited() };
    },
    handle(pageId, intent) {
      for (const display of displays.now().displays) {
        const isSender = pairs.get(display.id)?.controls.layoutOf(pageId) != null;
        if (isSender) handles.handle(intent, display, arrangementOn(display));
      }
    },
    close() {
      isClosed = true;
      cancelHide?.();
      drawRest.cancel();
      for (const { bubble, controls } of pairs.values()) {
        controls.close();
        bubble.close();
      }
      pairs = new Map();
    },
  };
}
