import { expect, it } from 'vitest';
import type { FrontWindow } from '../../src-main/desktop/front-windows.ts';
import { coveredDisplays } from '../../src-main/windows/covered-displays.ts';
import { display } from '../bubble/bubble-harness.ts';

const ONE = display(1, 0);
const TWO = display(2, 1280, 1920, 1080);

const covered = (fronts: readonly FrontWindow[], scaleFactor = 1) => [
  ...coveredDisplays(fronts, [ONE, TWO], scaleFactor),
];
const film = (area: Partial<FrontWindow> = {}): FrontWindow => ({ ...TWO.bounds, isFullScreen: true, ...area });
const ordinary = (area: Partial<FrontWindow> = {}): FrontWindow => film({ isFullScreen: false, ...area });

it('a display is covered by a window in full screen on it, and no other display is', () => {
  expect(covered([])).toEqual([]);
  expect(covered([film()])).toEqual([2]);
  expect(covered([film({ ...ONE.bounds })])).toEqual([1]);
});

it('one window can cover several displays', () => {
  expect(covered([film({ x: 0, y: 0, width: 3_200, height: 1_080 })])).toEqual([1, 2]);
});

it('the topmost window on a display decides', () => {
  expect(covered([ordinary(), film()])).toEqual([]);
  expect(covered([film(), ordinary()])).toEqual([2]);
  expect(covered([ordinary({ ...ONE.bounds }), film()])).toEqual([2]);
});

it('a window that calls itself in full screen and leaves part of the display free covers none', () => {
  expect(covered([film({ height: 1_000 })])).toEqual([]);
});

it('pixels are counted by the scale of the displays, and rounded ones do', () => {
  expect(covered([film({ x: 2_560, y: 0, width: 3_840, height: 2_160 })], 2)).toEqual([2]);
  expect(covered([film({ x: 1_599, y: 1, width: 2_401, height: 1_349 })], 1.25)).toEqual([2]);
});
