import { describe, expect, it } from 'vitest';
import { initialModel } from '../../src-main/overlay/model.ts';
import { view } from '../../src-main/overlay/view.ts';
import {
  afterDrop,
  afterReset,
  chosenDisplays,
  type Display,
  displayAt,
  focusedPoint,
  knownPoint,
  placeOn,
  reassign,
  somethingBegins,
} from '../../src-main/windows/display-choice.ts';
import type { OverlayState, Phase } from '../../src-shared/overlay-state.ts';
import { DEFAULT_SETTINGS, type Place } from '../../src-shared/settings.ts';
import { CONTEXT } from '../overlay/events.ts';

const display = (id: number, x: number, y = 0): Display => {
  const bounds = { x, y, width: 1000, height: 800 };
  return { id, bounds, workArea: bounds, scaleFactor: 1 };
};
const LEFT = display(7, -1000);
const PRIMARY = display(3, 0);
const RIGHT = display(9, 1000, 200);
const DISPLAYS = [LEFT, PRIMARY, RIGHT];
const DESKTOP = { displays: DISPLAYS, primaryId: 3 };
const POSITION = DEFAULT_SETTINGS.position;
const PLACE: Place = { anchor: 'left', offsetX: 5, offsetY: 6 };

describe('the displays with a bubble', () => {
  it.each([
    ['primary', null, null, [3]],
    ['primary', 7, null, [3]],
    ['primary', null, '9', [9]],
    ['primary', null, '4711', [3]],
    ['cursor', 7, null, [7]],
    ['cursor', 7, '9', [7]],
    ['cursor', null, null, [3]],
    ['cursor', 4711, null, [3]],
    ['all', 7, '9', [7, 3, 9]],
  ] as const)('with %s, the cursor last on %s and the bubble dragged to %s are %j', (choice, cursor, home, ids) => {
    const chosen = chosenDisplays(DESKTOP, { ...POSITION, display: choice, home }, cursor);
    expect(chosen.map(({ id }) => id)).toEqual(ids);
  });

  it('are the first one when the primary is not among them, and none when there is none', () => {
    expect(chosenDisplays({ displays: [RIGHT], primaryId: 3 }, POSITION, null)).toEqual([RIGHT]);
    expect(chosenDisplays({ displays: [], primaryId: 3 }, POSITION, null)).toEqual([]);
  });
});

describe('a point', () => {
  it.each([
    [-1, 10, 7],
    [0, 10, 3],
    [999, 10, 3],
    [1000, 400, 9],
    [1500, 10, 9],
    [-5000, -5000, 7],
    [500, 900, 3],
  ])('%i, %i is on or nearest to display %i', (x, y, id) => {
    expect(displayAt(DISPLAYS, { x, y })?.id).toBe(id);
  });

  it('is on no display when there is none', () => {
    expect(displayAt([], { x: 0, y: 0 })).toBeNull();
  });
});

describe('where the user works', () => {
  const window = { x: 1_000, y: 0, width: 600, height: 400 };
  const at = (isOverWindow: boolean) => ({ x: 40, y: 50, isOverWindow });

  it.each([
    ['is where the pointer is on X11, also over the desktop', false, at(false), null, at(false)],
    ['is nowhere when an X server says nothing', false, null, window, null],
    ['is the pointer in a Wayland session while it is over an X window', true, at(true), window, at(true)],
    [
      'is the active window when the last position of the pointer is stale',
      true,
      at(false),
      window,
      { x: 1300, y: 200 },
    ],
    ['is the active window when there is no pointer', true, null, window, { x: 1300, y: 200 }],
    ['is not known when pointer and focus are at Wayland windows', true, at(false), null, null],
  ] as const)('%s', (_, isWayland, pointer, activeWindow, expected) => {
    expect(knownPoint({ pointer, activeWindow, isWayland })).toEqual(expected);
  });
});

describe('the display of the window with the focus', () => {
  const activeWindow = { x: 1_000, y: 200, width: 400, height: 300 };
  const pointer = { x: 10, y: 20, isOverWindow: true };
  it.each([
    ['is where its middle is', { activeWindow, pointer, isWayland: false }, { x: 1_200, y: 350 }],
    [
      'is where its middle is, in a Wayland session too',
      { activeWindow, pointer, isWayland: true },
      { x: 1_200, y: 350 },
    ],
    ['is that of the pointer where no window has it', { activeWindow: null, pointer, isWayland: false }, pointer],
    ['is unknown while a Wayland window has it', { activeWindow: null, pointer, isWayland: true }, null],
  ])('%s', (_, whereabouts, expected) => {
    expect(focusedPoint(whereabouts)).toEqual(expected);
  });
});

describe('the place on a display', () => {
  it('is the anchor of the settings until the bubble was dragged there', () => {
    const position = { ...POSITION, anchor: 'bottom' as const, places: { '7': PLACE } };
    expect(placeOn(7, position)).toBe(PLACE);
    expect(placeOn(3, position)).toEqual({ anchor: 'bottom', offsetX: 0, offsetY: 0 });
  });
});

describe('a drop', () => {
  it('is remembered for the display it was made on', () => {
    const position = { ...POSITION, places: { '3': PLACE } };
    expect(afterDrop(position, 9, 3, PLACE).places).toEqual({ '3': PLACE, '9': PLACE });
  });

  it('on another display makes that the home of a bubble that follows the primary; back on the primary it ends that', () => {
    const away = afterDrop(POSITION, 9, 3, PLACE);
    expect(away.home).toBe('9');
    expect(afterDrop(away, 3, 3, PLACE).home).toBeNull();
  });

  it('makes no home when the bubble follows the cursor', () => {
    expect(afterDrop({ ...POSITION, display: 'cursor' }, 9, 3, PLACE).home).toBeNull();
  });
});

it('a reset forgets the place on that display only', () => {
  const position = { ...POSITION, places: { '3': PLACE, '9': PLACE }, home: '9' };
  expect(afterReset(position, 9)).toEqual({ ...position, places: { '3': PLACE } });
});

describe('something begins', () => {
  const state = (phase: Phase, visible: boolean): OverlayState => ({
    ...view(initialModel(0), CONTEXT, 0),
    phase,
    visible,
  });

  it.each([
    ['the bubble appears', state('ready', false), state('listening', true), true],
    ['it appears without a turn', state('ready', false), state('paused', true), true],
    ['a turn begins while it is shown', state('ready', true), state('thinking', true), true],
    ['a turn begins while it is hidden', state('paused', false), state('listening', false), false],
    ['a turn goes on', state('listening', true), state('thinking', true), false],
    ['a turn ends', state('speaking', true), state('ready', true), false],
    ['the client comes back', state('offline', true), state('ready', true), false],
  ] as const)('%s', (_name, previous, next, begins) => {
    expect(somethingBegins(previous, next)).toBe(begins);
  });
});

describe('what stands on displays', () => {
  it('stays on those that are chosen again', () => {
    const { placed, left } = reassign(
      new Map([
        [3, 'a'],
        [7, 'b'],
      ]),
      [7, 3],
    );
    expect([...placed]).toEqual([
      [7, 'b'],
      [3, 'a'],
    ]);
    expect(left).toEqual([]);
  });

  it('moves from one that is not', () => {
    const { placed, left } = reassign(new Map([[3, 'a']]), [9]);
    expect([...placed]).toEqual([[9, 'a']]);
    expect(left).toEqual([]);
  });

  it('is left over when there are fewer, and missing when there are more', () => {
    const two = new Map([
      [3, 'a'],
      [7, 'b'],
    ]);
    expect(reassign(two, [7])).toEqual({ placed: new Map([[7, 'b']]), left: ['a'] });
    expect(reassign(two, [7, 9, 1])).toEqual({
      placed: new Map([
        [7, 'b'],
        [9, 'a'],
        [1, undefined],
      ]),
      left: [],
    });
  });
});
