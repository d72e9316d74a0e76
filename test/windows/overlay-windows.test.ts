import { describe, expect, it } from 'vitest';
import { initialModel } from '../../src-main/overlay/model.ts';
import { view } from '../../src-main/overlay/view.ts';
import type { Desktop, Display } from '../../src-main/windows/display-choice.ts';
import { createOverlayWindows } from '../../src-main/windows/overlay-windows.ts';
import type { PageView, PageWindow } from '../../src-main/windows/page-window.ts';
import type { Point } from '../../src-main/windows/placement.ts';
import type { HandleIntent, OverlayState } from '../../src-preload/contract.ts';
import { SHADOW_MARGIN } from '../../src-preload/geometry.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src-preload/settings.ts';
import { ASSISTANT } from '../assistant.ts';
import { createFakeClock } from '../fake-clock.ts';
import { CONTEXT } from '../overlay/events.ts';

const display = (id: number, x: number, width = 1280, height = 800): Display => {
  const bounds = { x, y: 0, width, height };
  return { id, bounds, workArea: bounds };
};
const ONE = display(1, 0);
const TWO = display(2, 1280, 1920, 1080);
const HIDDEN: OverlayState = { ...view(initialModel(0), CONTEXT, 0), phase: 'ready', visible: false };
const LISTENING: OverlayState = { ...HIDDEN, phase: 'listening', visible: true };
const THINKING: OverlayState = { ...LISTENING, phase: 'thinking' };
const SPEAKING: OverlayState = { ...LISTENING, phase: 'speaking', stopTts: 'enabled' };

/** Until what follows from a state has been seen to, too. */
const A_MOMENT_MS = 50;

/** A window that only remembers. */
interface FakeWindow extends PageWindow {
  readonly pageId: number;
  readonly name: string;
  view: PageView | null;
  open: boolean;
  raised: number;
  /** The states that its page was sent. */
  sent: OverlayState[];
}

/** The overlay's windows on displays that a test plugs and unplugs. */
function createWorld(position: Partial<Settings['position']> = {}, displays: readonly Display[] = [ONE, TWO]) {
  const clock = createFakeClock();
  const windows: FakeWindow[] = [];
  let desktop: Desktop = { displays, primaryId: 1 };
  let cursor: Point | null = { x: 10, y: 10 };
  let onCursor = (_point: Point) => {};
  let onChange = () => {};
  let onEscape: (() => void) | null = null;
  let isComposited = true;
  let settings: Settings = { ...DEFAULT_SETTINGS, position: { ...DEFAULT_SETTINGS.position, ...position } };

  const open = (name: string): FakeWindow => {
    let layout: PageView['layout'] | null = null;
    const window: FakeWindow = {
      pageId: windows.length + 1,
      name,
      view: null,
      open: true,
      raised: 0,
      settled: Promise.resolve(),
      sent: [],
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
      send(state) {
        window.sent.push(state);
      },
      seeAlive() {},
      layoutOf: (pageId) => (pageId === window.pageId ? layout : null),
      close() {
        window.open = false;
      },
    };
    windows.push(window);
    return window;
  };

  const overlay = createOverlayWindows({
    clock,
    displays: {
      now: () => desktop,
      cursor(onPoint) {
        if (cursor === null) onCursor = onPoint;
        else onPoint(cursor);
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
    isComposited: () => isComposited,
    openPair: () => ({ bubble: open('bubble'), controls: open('controls') }),
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
    /** @param to null: the system takes its time to say. */
    moveCursor(to: Point | null) {
      cursor = to;
    },
    sayCursor: (point: Point) => onCursor(point),
    setComposited(next: boolean) {
      isComposited = next;
      overlay.place();
    },
    pressEscape: () => onEscape?.(),
    escapeIsHeld: () => onEscape !== null,
    handle(intent: HandleIntent, controls = named('controls')[0]) {
      overlay.handle(controls?.pageId ?? 0, intent);
    },
  };
}

const bubbleX = ({ workArea }: Display) => workArea.x + (workArea.width - 420) / 2 - SHADOW_MARGIN;
const start: HandleIntent = { kind: 'drag-start', screenX: 740, screenY: 40 };
const move = (screenX: number, screenY: number): HandleIntent => ({ kind: 'drag-move', screenX, screenY });

describe('the windows', () => {
  it('do not exist before there is something to show', () => {
    const { overlay, windows } = createWorld();
    overlay.draw({ ...HIDDEN, phase: 'paused' });
    expect(windows).toEqual([]);
    overlay.draw(LISTENING);
    expect(windows).toHaveLength(2);
  });

  it('go one after the other: what takes clicks at once, what is fading when it has faded', () => {
    const { overlay, clock, bubbles, controls } = createWorld();
    overlay.draw(LISTENING);
    overlay.draw(HIDDEN);
    expect(controls()[0]?.view).toBeNull();
    expect(bubbles()[0]?.view).not.toBeNull();
    clock.advance(1_000);
    expect(bubbles()[0]?.view).toBeNull();
  });

  it('are cut out along their outlines while the desktop does not composite', () => {
    const { overlay, bubbles, setComposited } = createWorld();
    overlay.draw(LISTENING);
    expect(bubbles()[0]?.view).toMatchObject({ cut: null, layout: { isSolid: false } });
    setComposited(false);
    const bottomOf = () => Math.max(...(bubbles()[0]?.view?.cut ?? []).map(({ y, height }) => y + height));
    expect(bubbles()[0]?.view?.layout.isSolid).toBe(true);
    const pillOnly = bottomOf();
    overlay.draw({ ...SPEAKING, answer: 'Yes.' });
    expect(bottomOf()).toBeGreaterThan(pillOnly);
    setComposited(true);
    expect(bubbles()[0]?.view?.cut).toBeNull();
  });

  it('are told every state, those of the buttons only one that changes what they draw, and two frames later', () => {
    const { overlay, clock, bubbles, controls } = createWorld();
    overlay.draw(LISTENING);
    overlay.draw(THINKING);
    expect(bubbles()[0]?.sent).toEqual([THINKING]);
    expect(controls()[0]?.sent).toEqual([]);
    overlay.draw(SPEAKING);
    expect(bubbles()[0]?.sent).toEqual([THINKING, SPEAKING]);
    expect(controls()[0]?.sent).toEqual([]);
    clock.advance(A_MOMENT_MS);
    expect(controls()[0]?.sent).toEqual([SPEAKING]);
  });

  it('are told of what has changed and changed back: a new page may have asked in between', () => {
    const { overlay, clock, controls } = createWorld();
    overlay.draw(LISTENING);
    overlay.draw(SPEAKING);
    overlay.draw(LISTENING);
    clock.advance(A_MOMENT_MS);
    expect(controls()[0]?.sent).toEqual([LISTENING]);
  });

  it('are told together when they come and go, and nothing old after that', () => {
    const { overlay, clock, bubbles, controls } = createWorld();
    overlay.draw(LISTENING);
    overlay.draw(SPEAKING);
    overlay.draw(HIDDEN);
    expect(controls()[0]?.sent).toEqual([HIDDEN]);
    overlay.draw(LISTENING);
    expect(controls()[0]?.sent).toEqual([HIDDEN, LISTENING]);
    clock.advance(1_000);
    expect(bubbles()[0]?.sent).toEqual([SPEAKING, HIDDEN, LISTENING]);
    expect(controls()[0]?.sent).toEqual([HIDDEN, LISTENING]);
  });

  it('do not come back when they were closed for good', () => {
    const { overlay, clock, bubbles, windows } = createWorld();
    overlay.draw(LISTENING);
    overlay.close();
    expect(bubbles()).toEqual([]);
    overlay.draw(HIDDEN);
    overlay.draw(SPEAKING);
    overlay.place();
    clock.advance(1_000);
    expect(windows).toHaveLength(2);
  });

  it('stay when the bubble comes back while it is fading', () => {
    const { overlay, clock, bubblesAt } = createWorld();
    overlay.draw(LISTENING);
    overlay.draw(HIDDEN);
    overlay.draw(LISTENING);
    clock.advance(1_000);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });

  it('take clicks over the buttons that there are, and never over the room of others', () => {
    const { overlay, clock, controls } = createWorld();
    overlay.draw(LISTENING);
    const one = controls()[0]?.view;
    overlay.draw(SPEAKING);
    // Nothing is cut off before its page is told.
    expect(controls()[0]?.view).toBe(one);
    clock.advance(A_MOMENT_MS);
    const two = controls()[0]?.view;
    overlay.draw({ ...SPEAKING, assistant: ASSISTANT });
    clock.advance(A_MOMENT_MS);
    const three = controls()[0]?.view;
    expect([one?.bounds, two?.bounds]).toEqual([three?.bounds, three?.bounds]);
    expect(three?.shape).toEqual(three?.bounds);
    expect(one?.shape.width).toBeLessThan(two?.shape.width ?? 0);
    expect(two?.shape.width).toBeLessThan(three?.shape.width ?? 0);
  });
});

describe('with the primary display', () => {
  it('there is one bubble, on that; it goes along when another display becomes the primary', () => {
    const { overlay, bubblesAt, plug, windows } = createWorld();
    overlay.draw(LISTENING);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
    plug([ONE, TWO], 2);
    expect(bubblesAt()).toEqual([bubbleX(TWO)]);
    expect(windows).toHaveLength(2);
  });

  it('that is unplugged, the bubble moves to what is left, and back when it is plugged in again', () => {
    const { overlay, bubblesAt, plug } = createWorld();
    overlay.draw(LISTENING);
    plug([TWO], 2);
    expect(bubblesAt()).toEqual([bubbleX(TWO)]);
    plug([ONE, TWO], 1);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });

  it('nothing is on the screen while there is no display at all', () => {
    const { overlay, bubbles, bubblesAt, plug } = createWorld();
    overlay.draw(LISTENING);
    plug([]);
    expect(bubbles()).toEqual([]);
    plug([ONE]);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });

  it('that gets another size, scale or panel, the bubble moves and is put on top again', () => {
    const { overlay, bubbles, bubblesAt, plug } = createWorld();
    overlay.draw(LISTENING);
    const smaller = { ...display(1, 0, 1024, 768), workArea: { x: 60, y: 0, width: 964, height: 768 } };
    plug([smaller]);
    expect(bubblesAt()).toEqual([bubbleX(smaller)]);
    expect(bubbles()[0]?.raised).toBe(1);
  });

  it('and nothing to show, a change of displays makes no window', () => {
    const { plug, windows } = createWorld();
    plug([TWO], 2);
    expect(windows).toEqual([]);
  });
});

describe('with the display that has the cursor', () => {
  it('the bubble stays where it began, and changes over when the next turn begins', () => {
    const { overlay, bubblesAt, moveCursor } = createWorld({ display: 'cursor' });
    moveCursor({ x: 2_000, y: 500 });
    overlay.draw(LISTENING);
    expect(bubblesAt()).toEqual([bubbleX(TWO)]);
    moveCursor({ x: 10, y: 10 });
    overlay.draw(THINKING);
    expect(bubblesAt()).toEqual([bubbleX(TWO)]);
    overlay.draw({ ...LISTENING, phase: 'ready' });
    overlay.draw(LISTENING);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });
});

describe('while the system is asked where the cursor is', () => {
  it('the bubble is not shown yet, so that it does not jump', () => {
    const { overlay, bubblesAt, windows, moveCursor, sayCursor } = createWorld({ display: 'cursor' });
    moveCursor(null);
    overlay.draw(LISTENING);
    overlay.draw(THINKING);
    expect(windows).toEqual([]);
    sayCursor({ x: 2_000, y: 500 });
    expect(bubblesAt()).toEqual([bubbleX(TWO)]);
  });

  it('the bubble may have been hidden again', () => {
    const { overlay, bubblesAt, moveCursor, sayCursor } = createWorld({ display: 'cursor' });
    moveCursor(null);
    overlay.draw(LISTENING);
    overlay.draw(HIDDEN);
    sayCursor({ x: 2_000, y: 500 });
    expect(bubblesAt()).toEqual([]);
  });
});

describe('with all displays', () => {
  it('there is a bubble on each; the windows of an unplugged one are closed', () => {
    const { overlay, bubblesAt, plug, windows } = createWorld({ display: 'all' });
    overlay.draw(LISTENING);
    expect(bubblesAt()).toEqual([bubbleX(ONE), bubbleX(TWO)]);
    plug([ONE]);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
    expect(windows.filter(({ open }) => open)).toHaveLength(2);
    plug([ONE, TWO]);
    expect(bubblesAt()).toEqual([bubbleX(ONE), bubbleX(TWO)]);
  });

  it('the windows of an unplugged display are closed while the bubble is hidden, too', () => {
    const { overlay, clock, bubbles, plug } = createWorld({ display: 'all' });
    overlay.draw(LISTENING);
    overlay.draw(HIDDEN);
    clock.advance(1_000);
    plug([ONE]);
    expect(bubbles()).toHaveLength(1);
  });

  it('each bubble is dragged on its own display only', () => {
    const { overlay, bubblesAt, handle, position } = createWorld({ display: 'all' });
    overlay.draw(LISTENING);
    handle(start);
    handle(move(3_000, 40));
    handle({ kind: 'drag-end' });
    expect(bubblesAt()).toEqual([1280 - 420 - 2 * SHADOW_MARGIN, bubbleX(TWO)]);
    expect(Object.keys(position().places)).toEqual(['1']);
  });
});

describe('a drag', () => {
  it('moves both windows together and is remembered for the display', () => {
    const { overlay, bubbles, controls, handle, position } = createWorld();
    overlay.draw(LISTENING);
    const offset = () => (controls()[0]?.view?.bounds.x ?? 0) - (bubbles()[0]?.view?.bounds.x ?? 0);
    const before = offset();
    handle(start);
    handle(move(640, 140));
    expect(bubbles()[0]?.view?.bounds).toMatchObject({ x: bubbleX(ONE) - 100, y: 100 });
    expect(offset()).toBe(before);
    expect(position().places).toEqual({});
    handle({ kind: 'drag-end' });
    expect(position().places).toEqual({ '1': { anchor: 'top', offsetX: -100, offsetY: 100 } });
    expect(bubbles()[0]?.view?.bounds).toMatchObject({ x: bubbleX(ONE) - 100, y: 100 });
    expect(offset()).toBe(before);
  });

  it('that is cancelled, by the page or by Esc, puts the bubble back and remembers nothing', () => {
    const { overlay, bubblesAt, handle, position, pressEscape } = createWorld();
    overlay.draw(LISTENING);
    for (const cancel of [() => handle({ kind: 'drag-cancel' }), pressEscape]) {
      handle(start);
      handle(move(640, 140));
      cancel();
      expect(bubblesAt()).toEqual([bubbleX(ONE)]);
      handle(move(600, 100));
      handle({ kind: 'drag-end' });
      expect(bubblesAt()).toEqual([bubbleX(ONE)]);
    }
    expect(position().places).toEqual({});
  });

  it('holds the Esc key for as long as it lasts', () => {
    const { overlay, handle, escapeIsHeld } = createWorld();
    overlay.draw(LISTENING);
    for (const end of ['drag-end', 'drag-cancel'] as const) {
      handle(start);
      expect(escapeIsHeld()).toBe(true);
      handle({ kind: end });
      expect(escapeIsHeld()).toBe(false);
    }
  });

  it('without movement does nothing', () => {
    const { overlay, handle, position } = createWorld();
    overlay.draw(LISTENING);
    handle(start);
    handle(move(741, 41));
    handle({ kind: 'drag-end' });
    expect(position().places).toEqual({});
  });

  it('to another display keeps the bubble there, and back when that display is plugged in again', () => {
    const { overlay, bubblesAt, handle, plug, position } = createWorld();
    overlay.draw(LISTENING);
    handle(start);
    handle(move(2_340, 40));
    handle({ kind: 'drag-end' });
    expect(position()).toMatchObject({ home: '2', places: { '2': { anchor: 'top', offsetY: 0 } } });
    const there = bubblesAt();
    expect(there[0]).toBeGreaterThan(1280);
    plug([ONE]);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
    plug([ONE, TWO]);
    expect(bubblesAt()).toEqual(there);
  });

  it('goes on while the phase changes, and the bubble stays where it is when it has to leave', () => {
    const { overlay, bubblesAt, handle, moveCursor, position } = createWorld({ display: 'cursor' });
    overlay.draw({ ...LISTENING, phase: 'ready' });
    handle(start);
    handle(move(640, 140));
    moveCursor({ x: 2_000, y: 500 });
    overlay.draw(SPEAKING);
    expect(bubblesAt()).toEqual([bubbleX(ONE) - 100]);
    overlay.draw(HIDDEN);
    expect(position().places).toEqual({ '1': { anchor: 'top', offsetX: -100, offsetY: 100 } });
  });

  it('ends when a display comes or goes', () => {
    const { overlay, bubblesAt, handle, plug } = createWorld();
    overlay.draw(LISTENING);
    handle(start);
    handle(move(640, 140));
    plug([ONE]);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });

  it('by a page that is none of the controls is not one', () => {
    const { overlay, bubbles, bubblesAt, handle } = createWorld();
    overlay.draw(LISTENING);
    handle(start, bubbles()[0]);
    handle(move(640, 140), bubbles()[0]);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });
});

describe('a reset', () => {
  it('puts the bubble where it stands on a display on which it was never moved', () => {
    const { overlay, bubbles, handle, position } = createWorld({
      anchor: 'bottom-right',
      places: { '1': { anchor: 'left', offsetX: 0, offsetY: 0 } },
    });
    overlay.draw(LISTENING);
    handle({ kind: 'reset' });
    expect(position().places).toEqual({});
    const { bounds } = bubbles()[0]?.view ?? {};
    expect((bounds?.x ?? 0) + (bounds?.width ?? 0)).toBe(1280);
    expect((bounds?.y ?? 0) + (bounds?.height ?? 0)).toBe(800);
  });
});

describe('a page', () => {
  it('is told the layout of its own window, and none when it has no window here', () => {
    const { overlay, bubbles, change } = createWorld();
    overlay.draw(LISTENING);
    change({ anchor: 'bottom-left' });
    const pageId = bubbles()[0]?.pageId ?? 0;
    expect(overlay.layoutOf(pageId)).toMatchObject({ cardSide: 'above', align: 'left' });
    expect(overlay.layoutOf(4_711)).toBeNull();
  });
});
