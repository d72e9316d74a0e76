import { expect, it } from 'vitest';
import { type DesktopWindow, frontWindows } from '../../src-main/desktop/front-windows.ts';

const AREA = { x: 0, y: 0, width: 1280, height: 800 };
const window = (number: number, differences: Partial<DesktopWindow> = {}): DesktopWindow => ({
  window: number,
  area: AREA,
  isShown: true,
  isOfDesktop: false,
  isFullScreen: false,
  isMaximized: false,
  owner: null,
  ...differences,
});
const FILM = window(1, { isFullScreen: true });
const EDITOR = window(2, { isMaximized: true });
const NOTE = window(3);

/** Whether the windows in front are in full screen, the topmost first. */
const fronts = (windows: readonly DesktopWindow[], active: number | null, seesAll = true) =>
  frontWindows(windows, active, seesAll).map(({ isFullScreen }) => isFullScreen);

it('what is in full screen is in front, and what is maximized', () => {
  expect(frontWindows([FILM, EDITOR], 1, true)).toEqual([
    { ...AREA, isFullScreen: true },
    { ...AREA, isFullScreen: false },
  ]);
});

it('a small window is in front only while it is active', () => {
  expect(fronts([NOTE, FILM], 1)).toEqual([true]);
  expect(fronts([NOTE, FILM], null)).toEqual([true]);
  expect(fronts([NOTE, FILM], 3)).toEqual([false, true]);
});

it('a dialog leaves it to the window that it belongs to', () => {
  expect(fronts([{ ...NOTE, owner: 1 }, FILM], 3)).toEqual([true]);
});

it('what is not shown, a panel and the desktop are not in front', () => {
  expect(fronts([{ ...FILM, isShown: false }], 1)).toEqual([]);
  expect(fronts([{ ...FILM, isOfDesktop: true }], 1)).toEqual([]);
});

it('where there may be others above, only what is active is in front, or what its dialog belongs to', () => {
  expect(fronts([FILM], null, false)).toEqual([]);
  expect(fronts([FILM], 1, false)).toEqual([true]);
  expect(fronts([{ ...NOTE, owner: 1 }, FILM], 3, false)).toEqual([true]);
});
