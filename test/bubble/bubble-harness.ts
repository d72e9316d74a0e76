/** The overlay's windows without Electron, on displays that a test plugs and unplugs. */

import { createBubbleWindows } from '../../src-main/bubble/bubble-windows.ts';
import { initialModel } from '../../src-main/overlay/model.ts';
import { view } from '../../src-main/overlay/view.ts';
import type { Desktop, Display } from '../../src-main/windows/display-choice.ts';
import type { PageView, PageWindow } from '../../src-main/windows/page-window.ts';
import type { Point } from '../../src-main/windows/placement.ts';
import type { HandleIntent } from '../../src-shared/bubble-contract.ts';
import { SHADOW_MARGIN } from '../../src-shared/geometry.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src-shared/settings.ts';
import { VERSION_1 } from '../assistant.ts';
import { createFakeClock } from '../fake-clock.ts';
import { CONTEXT } from '../overlay/events.ts';

export const display = (id: number, x: number, width = 1280, height = 800): Display => {
  const bounds = { x, y: 0, width, height };
  return { id, bounds, workArea: bounds, scaleFactor: 1 };
};
export const ONE = display(1, 0);
export const TWO = display(2, 1280, 1920, 1080);
export const HIDDEN: OverlayState = { ...view(initialModel(0), CONTEXT, 0), phase: 'ready', visible: false };
export const LISTENING: OverlayState = { ...HIDDEN, phase: 'listening', visible: true };
export const THINKING: OverlayState = { ...LISTENING, phase: 'thinking' };
export const SPEAKING: OverlayState = {
  ...LISTENING,
  phase: 'speaking',
  commands: { ...VERSION_1, stop_tts: 'enabled' },
};

/** Until the consequences of a state have been drawn, too. */
export const A_MOMENT_MS = 50;

/** A window that only remembers. */
interface FakeWindow extends PageWindow {
  readonly pageId: number;
  readonly name: string;
  view: PageView | null;
  open: boolean;
  raised: number;
  reopened: number;
  /** The states that its page was sent. */
  sent: OverlayState[];
  /** The levels that its page was sent. */
  levels: (number | null)[];
}

/** The overlay's windows on displays that a test plugs and unplugs. */
export function createHarness(position: Partial<Settings['position']> = {}, displays: readonly Display[] = [ONE, TWO]) {
  const clock = createFakeClock();
  const windows: FakeWindow[] = [];
  const onEnd = new Map<FakeWindow, () => void>();
  let desktop: Desktop = { displays, primaryId: 1 };
  let cursor: Point | null | 'pending' = { x: 10, y: 10 };
  let onCursor = (_point: Point | null) => {};
  let onChange = () => {};
  let refreshed = 0;
  let onEscape: (() => void) | null = null;
  let isComposited = true;
  let passesClicks = true;
  let onServerChange = () => {};
  let settings: Settings = { ...DEFAULT_SETTINGS, position: { ...DEFAULT_SETTINGS.position, ...position } };

  const open = (name: string): FakeWindow => {
    let layout: PageView['layout'] | null = null;
    const window: FakeWindow = {
      pageId: windows.length + 1,
      name,
      view: null,
      open: true,
      raised: 0,
      reopened: 0,
      firstShown: Promise.resolve(),
      sent: [],
      levels: [],
      show(shown) {
        window.view = shown;
        layout = shown.layout;
      },
      hide() {
        window.view = null;
      },
      raise() {
        window.raised += 1;
      },
      sendLevel(level) {
        window.levels.push(level);
      },
      send(state) {
        window.sent.push(state);
      },
      reopen() {
        window.reopened += 1;
      },
      checkLiveness() {},
      layoutOf: (pageId) => (pageId === window.pageId ? layout : null),
      close() {
        window.open = false;
      },
    };
    windows.push(window);
    return window;
  };

  const overlay = createBubbleWindows({
    clock,
    displays: {
      now: () => desktop,
      find(_sign, onPoint) {
        if (cursor === 'pending') onCursor = onPoint;
        else onPoint(cursor);
      },
      refresh() {
        refreshed += 1;
      },
      onChange(listener) {
        onChange = listener;
      },
    },
    settings: {
      current: () => settings,
      update(_section, next) {
        settings = { ...settings, position: next };
        overlay.place();
      },
    },
    displayServer: {
      isComposited: () => isComposited,
      passesClicks: () => passesClicks,
      onChange(listener) {
        onServerChange = listener;
      },
    },
    openPair(onControlsEnd) {
      const pair = { bubble: open('bubble'), controls: open('controls') };
      onEnd.set(pair.controls, onControlsEnd);
      return pair;
    },
    holdEscapeKey(onPress) {
      onEscape = onPress;
      return () => {
        onEscape = null;
      };
    },
    initial: HIDDEN,
  });
  const named = (name: string) => windows.filter((window) => window.open && window.name === name);
  return {
    overlay,
    clock,
    windows,
    /** The windows that draw pill and card, oldest first. */
    bubbles: () => named('bubble'),
    controls: () => named('controls'),
    /** Where the windows that draw the pill are, of those that can be seen. */
    bubblesAt: () => named('bubble').flatMap(({ view: shown }) => (shown === null ? [] : [shown.bounds.x])),
    position: () => settings.position,
    change(next: Partial<Settings['position']>) {
      settings = { ...settings, position: { ...settings.position, ...next } };
      overlay.place();
    },
    plug(next: readonly Display[], primaryId = 1) {
      desktop = { displays: next, primaryId };
      onChange();
    },
    /** @param to null: nothing is known; `pending`: the system takes its time to say. */
    moveCursor(to: Point | null | 'pending') {
      cursor = to;
    },
    /** How often changes of the displays were looked for. */
    refreshed: () => refreshed,
    /** @param point null: nothing is known. */
    sayCursor: (point: Point | null) => onCursor(point),
    setComposited(next: boolean) {
      isComposited = next;
      onServerChange();
    },
    setPassesClicks(next: boolean) {
      passesClicks = next;
      onServerChange();
    },
    pressEscape: () => onEscape?.(),
    escapeIsHeld: () => onEscape !== null,
    /** The page of these controls ends. */
    endPage: (controls: FakeWindow | undefined) => controls && onEnd.get(controls)?.(),
    /** The pointer comes over the buttons of these controls, or leaves them. */
    hold: (controls: FakeWindow | undefined, isHeld: boolean) => overlay.hold(controls?.pageId ?? 0, isHeld),
    handle(intent: HandleIntent, controls = named('controls')[0]) {
      overlay.handle(controls?.pageId ?? 0, intent);
    },
  };
}

/** Where the bubble's window begins on a display, while nobody has moved it. */
export const bubbleX = ({ workArea }: Display) => workArea.x + (workArea.width - 420) / 2 - SHADOW_MARGIN;

export const start: HandleIntent = { kind: 'drag-start', screenX: 740, screenY: 40 };
export const move = (screenX: number, screenY: number): HandleIntent => ({ kind: 'drag-move', screenX, screenY });
