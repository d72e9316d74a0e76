import { isDeepStrictEqual } from 'node:util';
import type { HandleIntent, PageLayout } from '../../src-shared/bubble-contract.ts';
import { EXIT_MS } from '../../src-shared/geometry.ts';
import { directionOf } from '../../src-shared/languages.ts';
import { marksOf } from '../../src-shared/marks.ts';
import { controlButtons } from '../../src-shared/offers.ts';
import { CONTROLS_FIELDS, type OverlayState, type Silhouette } from '../../src-shared/overlay-state.ts';
import { throttle } from '../../src-shared/throttle.ts';
import { heldBack } from '../overlay/preview.ts';
import type { Clock } from '../runtime/clock.ts';
import {
  chosenDisplays,
  type Display,
  displayAt,
  placeOn,
  reassign,
  somethingBegins,
} from '../windows/display-choice.ts';
import type { DisplayServer } from '../windows/display-server.ts';
import type { PageWindow } from '../windows/page-window.ts';
import {
  type Arrangement,
  arrange,
  drawnPart,
  type Rectangle,
  shifted,
  withControlsLeft,
} from '../windows/placement.ts';
import { bubbleShape, controlsShape } from '../windows/window-shape.ts';
import { createHandleControl, type HandleControlOptions } from './handle-control.ts';

/** The page begins to leave a frame or two after it gets the state; hide the windows when that is surely over. */
export const HIDE_DELAY_MS = EXIT_MS + 60;

/** Two pages painting at once delay each other, by 3 to 5 ms. Paint the pill first; move windows and buttons two frames later. */
const FOLLOW_UP_DELAY_MS = 32;

/** A press this soon after the buttons have moved was meant for another one. */
const SETTLE_MS = 350;

/** The two windows of a bubble, which always move together. */
export interface WindowPair {
  readonly bubble: PageWindow;
  readonly controls: PageWindow;
}

export interface BubbleWindowsOptions extends Omit<HandleControlOptions, 'onMove' | 'onDrop'> {
  readonly clock: Clock;
  readonly displayServer: Pick<DisplayServer, 'isComposited' | 'passesClicks' | 'onChange'>;
  /** Creates the windows of one bubble. @param onControlsEnd call when the page of the controls has ended. */
  readonly openPair: (onControlsEnd: () => void) => WindowPair;
  readonly initial: OverlayState;
}

/** The place of a bubble on its display. */
export interface BubbleSpot {
  readonly workArea: Rectangle;
  readonly arrangement: Arrangement;
  readonly isOpaque: boolean;
}

/** The bubbles of all displays, each with its controls. */
export interface BubbleWindows {
  /** Draw a state: place, show or hide the windows, and send the state to their pages. */
  draw(state: OverlayState): void;
  /** Let the bars of the bubble that listens follow the microphone's level, from 0 to 1; null: unknown, so they breathe. */
  hear(level: number | null): void;
  /** Hide the bubbles on these displays, which a window in full screen covers, unless they are urgent. */
  setCovered(displayIds: ReadonlySet<number>): void;
  /** Return whether there would be a bubble if such windows were not everywhere where it belongs. */
  isHeldBack(): boolean;
  /** Place the windows again. Call after a change of the settings. */
  place(): void;
  /** Return the layout of a page; null when it is in none of these windows. @param pageId the id of its web contents. */
  layoutOf(pageId: number): PageLayout | null;
  /** Return the state that a page is to draw; null when it is in none of these windows. */
  stateOf(pageId: number): OverlayState | null;
  /** Return the place of a page's bubble, or of the first bubble for null and unknown pages; null without a display. */
  spotOf(pageId: number | null): BubbleSpot | null;
  /** Whether the buttons have been where they are for long enough to be meant by a press. */
  isSettled(): boolean;
  /** Keep the silhouette of a page's bubble while the pointer is over its buttons, which must not move then. */
  hold(pageId: number, isHeld: boolean): void;
  /** Handle the user's action on the handle of a page. */
  handle(pageId: number, intent: HandleIntent): void;
  /** Open all windows anew. */
  reopen(): void;
  /** Close the windows for good: later calls of `draw` open no new ones. */
  close(): void;
}

/** Create the bubbles. Their windows open when there is something to show. */
export function createBubbleWindows(options: BubbleWindowsOptions): BubbleWindows {
  const { clock, displays, settings, displayServer, openPair } = options;
  let state = options.initial;
  /** Whether a state that the controls draw was not sent yet, even if it has changed back: a new page may have asked. */
  let owesControls = false;
  /** By the id of the display. If a display goes away, its pair moves to another one that needs a bubble. */
  let pairs: ReadonlyMap<number, WindowPair> = new Map();
  /** Whether the pages of a pair were told last that they are shown. */
  const isToldShown = new WeakMap<WindowPair, boolean>();
  /** The displays that a window in full screen covers. */
  let covered: ReadonlySet<number> = new Set();
  /** The display on which the user was last, or to which the user dragged the bubble since. */
  let usersDisplayId: number | null = null;
  /** Whether the place of the user is pending; until then, no new window opens. */
  let isFindingUser = false;
  let cancelHide: (() => void) | null = null;
  let level: number | null = null;
  let isClosed = false;
  /** The pairs whose windows have been shown once. */
  const opened = new WeakSet<WindowPair>();
  /** The silhouettes of the pairs over whose buttons the pointer is. */
  const held = new WeakMap<WindowPair, Silhouette>();
  /** Where the buttons are, of the pairs on the screen. */
  const ends = new Map<WindowPair, Rectangle>();
  let movedAtMs = Number.NEGATIVE_INFINITY;

  const noteEnd = (pair: WindowPair, controls: Rectangle) => {
    const before = ends.get(pair);
    ends.set(pair, controls);
    if (before === undefined || handles.isPressed()) return;
    // More buttons only begin elsewhere.
    const ofEnds = ({ x, width }: Rectangle) => [x, x + width];
    if (ofEnds(before).every((end, index) => end !== ofEnds(controls)[index])) movedAtMs = clock.nowMs();
  };

  const isShownOn = (displayId: number) => state.visible && (state.isUrgent || !covered.has(displayId));
  const silhouetteOn = (displayId: number) => {
    const pair = pairs.get(displayId);
    return (pair && held.get(pair)) ?? state.silhouette;
  };
  const stateOn = (displayId: number) => {
    const content = state.visible && !isShownOn(displayId) ? heldBack(state) : state;
    return { ...content, silhouette: silhouetteOn(displayId) };
  };
  const chosenNow = () => chosenDisplays(displays.now(), settings.current().position, usersDisplayId);

  const arrangementOn = (display: Display): Arrangement => {
    const { appearance, position } = settings.current();
    const buttons = controlButtons(state.commands).length;
    const fromLeft = arrange(display, placeOn(display.id, position), appearance, buttons, silhouetteOn(display.id));
    const arrangement = directionOf(state.language) === 'rtl' ? withControlsLeft(fromLeft) : fromLeft;
    const by = handles.draggedBy(display.id);
    return by === null ? arrangement : shifted(arrangement, by);
  };

  const hideControls = (pair: WindowPair) => {
    // Hidden buttons may never tell that the pointer has left them.
    held.delete(pair);
    pair.controls.hide();
  };

  const show = (display: Display) => {
    const pair = pairs.get(display.id);
    if (pair === undefined) return;
    const arrangement = arrangementOn(display);
    const { controls, controlsBounds } = arrangement;
    const isOpaque = !displayServer.isComposited();
    const layout = { ...arrangement.layout, isOpaque };
    const text = state.answer ?? state.wholeLine;
    const parts = {
      hasCard: text !== null,
      marks: marksOf(state).length,
      direction: directionOf(state.language),
    };
    const shape = isOpaque ? bubbleShape(arrangement, parts) : null;
    // All of a window that lets no clicks pass is dead for the windows below it.
    const passesClicks = displayServer.passesClicks();
    const bubble = passesClicks
      ? arrangement.bubble
      : drawnPart(arrangement, text, state.answer !== null && state.heard !== null);
    pair.bubble.show({ bounds: bubble, area: bubble, shape, layout });
    const isAlone = arrangement.silhouette.form === 'orb';
    // A window that was never shown is loaded and stays hidden.
    if (!isAlone || !opened.has(pair)) {
      const shownControls = isOpaque ? controlsShape(arrangement) : null;
      const bounds = passesClicks ? controlsBounds : controls;
      pair.controls.show({ bounds, area: controls, shape: shownControls, layout });
    }
    if (isAlone) hideControls(pair);
    else noteEnd(pair, controls);
    opened.add(pair);
  };

  /** The pages ask for their state themselves. */
  const openOne = () => {
    const pair = openPair(() => {
      handles.cancel();
      // A page that has ended can't tell that the pointer has left it. The next one tells whether it is there.
      letGo(pair);
    });
    isToldShown.set(pair, true);
    return pair;
  };

  const place = () => {
    if (isClosed) return;
    const chosen = chosenNow();
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
      else if (isShownOn(id) && !isFindingUser) next.set(id, openOne());
    }
    pairs = next;
    for (const [id, pair] of pairs) if (isToldShown.get(pair) !== isShownOn(id)) tellMoved(id, pair);
    if (!isFindingUser) for (const display of chosen) if (isShownOn(display.id)) show(display);
  };

  /** A page needs no states behind a window in full screen. */
  const needsStates = (displayId: number, pair: WindowPair) =>
    !covered.has(displayId) || isShownOn(displayId) || isToldShown.get(pair) === true;

  const tell = (displayId: number, pair: WindowPair) => {
    if (!needsStates(displayId, pair)) return;
    pair.bubble.send(stateOn(displayId));
    isToldShown.set(pair, isShownOn(displayId));
  };

  /** A bubble has come to another display, from or to one that is covered. */
  const tellMoved = (displayId: number, pair: WindowPair) => {
    tell(displayId, pair);
    pair.controls.send(stateOn(displayId));
    if (isShownOn(displayId)) return;
    hideControls(pair);
    pair.bubble.hide();
  };

  const handles = createHandleControl({
    ...options,
    onMove: place,
    onDrop(displayId) {
      usersDisplayId = displayId;
    },
  });

  const findUser = () => {
    const { display } = settings.current().position;
    if (display !== 'cursor' && display !== 'focused') return;
    isFindingUser = true;
    displays.find(display, (point) => {
      isFindingUser = false;
      // While nothing is known, the bubble stays where it was last.
      if (point !== null) usersDisplayId = displayAt(displays.now().displays, point)?.id ?? null;
      place();
    });
  };

  const hideBubbles = () => {
    cancelHide = null;
    for (const [id, { bubble }] of pairs) if (!isShownOn(id)) bubble.hide();
  };

  const sendLevel = () => {
    for (const [id, { bubble }] of pairs) if (isShownOn(id)) bubble.sendLevel(level);
  };

  /** A new picture of listening breathes until its first level, and needs none of the turn before. */
  const followListening = (before: OverlayState) => {
    if (isListening(state) === isListening(before)) return;
    if (!isListening(state)) level = null;
    else if (level !== null) sendLevel();
  };

  const followUp = throttle(clock, FOLLOW_UP_DELAY_MS, () => {
    for (const [id, { bubble, controls }] of pairs) {
      if (owesControls && (isShownOn(id) || !covered.has(id))) controls.send(stateOn(id));
      bubble.checkLiveness();
      controls.checkLiveness();
    }
    owesControls = false;
    if (state.visible) place();
  });

  /** Give a bubble the silhouette that was kept back. */
  const letGo = (pair: WindowPair) => {
    const kept = held.get(pair);
    held.delete(pair);
    if (kept === undefined || isDeepStrictEqual(kept, state.silhouette)) return;
    for (const [id, each] of pairs) if (each === pair) tell(id, pair);
    owesControls = true;
    followUp.now();
  };

  /** Carry out a change of the state or of its surroundings, and let bubbles appear and leave. */
  const follow = (change: () => void) => {
    const before = state;
    const shown = new Set([...pairs.keys()].filter(isShownOn));
    change();
    for (const [id, pair] of pairs) tell(id, pair);
    followListening(before);
    const appearing = [...pairs.keys()].filter((id) => isShownOn(id) && !shown.has(id));
    const leaving = [...pairs].filter(([id]) => shown.has(id) && !isShownOn(id));
    owesControls ||= appearing.length + leaving.length > 0;
    owesControls ||= CONTROLS_FIELDS.some((field) => !isDeepStrictEqual(state[field], before[field]));
    const appears = appearing.length > 0 || (state.visible && !before.visible);
    if (appears) {
      cancelHide?.();
      cancelHide = null;
    }
    // Both windows appear, leave and grow together, and a window without transparency gets its shape before its contents.
    const changesForm = !isDeepStrictEqual(state.silhouette, before.silhouette);
    if (appears || leaving.length > 0 || changesForm || !displayServer.isComposited()) followUp.now();
    else followUp();
    if (leaving.length > 0) {
      handles.drop();
      ends.clear();
      // A fading button must not take a click that is meant for the window below.
      for (const [, pair] of leaving) hideControls(pair);
    }
    const isFading = leaving.length > 0 || (appears && [...pairs.keys()].some((id) => !isShownOn(id)));
    if (isFading) {
      cancelHide?.();
      cancelHide = clock.setTimeout(hideBubbles, HIDE_DELAY_MS);
    }
  };

  const draw = (next: OverlayState) => {
    // A bubble does not leave the hand that drags it.
    if (somethingBegins(state, next) && !handles.isPressed()) {
      findUser();
      displays.refresh();
    }
    follow(() => {
      state = next;
    });
  };

  displayServer.onChange(place);
  displays.onChange(() => {
    handles.cancel();
    place();
    // A display change may have put other windows above.
    for (const { bubble, controls } of pairs.values()) {
      bubble.raise();
      controls.raise();
    }
  });

  const hasControls = (pageId: number | null) => (display: Display) =>
    pageId !== null && pairs.get(display.id)?.controls.layoutOf(pageId) != null;

  if (state.visible) {
    findUser();
    displays.refresh();
    place();
  }
  return {
    draw,
    hear(next) {
      level = next;
      if (isListening(state)) sendLevel();
    },
    setCovered(displayIds) {
      follow(() => {
        covered = displayIds;
      });
      place();
    },
    isHeldBack() {
      const chosen = chosenNow();
      return state.visible && chosen.length > 0 && !chosen.some(({ id }) => isShownOn(id));
    },
    place,
    layoutOf(pageId) {
      for (const { bubble, controls } of pairs.values()) {
        const layout = bubble.layoutOf(pageId) ?? controls.layoutOf(pageId);
        if (layout !== null) return layout;
      }
      return null;
    },
    stateOf(pageId) {
      const [id] =
        [...pairs].find(([, pair]) => Object.values(pair).some((window) => window.layoutOf(pageId) !== null)) ?? [];
      return id === undefined ? null : stateOn(id);
    },
    spotOf(pageId) {
      const chosen = chosenNow();
      const display = chosen.find(hasControls(pageId)) ?? chosen[0];
      if (display === undefined) return null;
      return {
        workArea: display.workArea,
        arrangement: arrangementOn(display),
        isOpaque: !displayServer.isComposited(),
      };
    },
    isSettled: () => clock.nowMs() >= movedAtMs + SETTLE_MS,
    hold(pageId, isHeld) {
      for (const [id, pair] of pairs) {
        if (pair.controls.layoutOf(pageId) === null) continue;
        const silhouette = silhouetteOn(id);
        if (!isHeld) letGo(pair);
        else if (isShownOn(id) && silhouette.form === 'pill') held.set(pair, silhouette);
      }
    },
    handle(pageId, intent) {
      const display = displays.now().displays.find(hasControls(pageId));
      if (display !== undefined) handles.handle(intent, display, arrangementOn(display));
    },
    reopen() {
      for (const { bubble, controls } of pairs.values()) {
        bubble.reopen();
        controls.reopen();
      }
    },
    close() {
      isClosed = true;
      cancelHide?.();
      followUp.cancel();
      for (const { bubble, controls } of pairs.values()) {
        controls.close();
        bubble.close();
      }
      pairs = new Map();
    },
  };
}

/** Whether the bars of listening are on the screen. */
function isListening({ visible, phase, notice }: OverlayState): boolean {
  return visible && phase === 'listening' && notice === null;
}
