import { expect, it } from 'vitest';
import { pointerPosition } from '../../src-main/desktop/x-pointer.ts';
import { displayNumber } from '../../src-main/desktop/x-selection.ts';
import { desktopEnv, onDesktop } from './desktop.ts';

it('says where the pointer is, and where it is later', async () => {
  const display = displayNumber(desktopEnv()['DISPLAY']) ?? -1;
  for (const [x, y] of [
    [700, 512],
    [3, 799],
  ] as const) {
    await onDesktop('xdotool', 'mousemove', String(x), String(y));
    expect(await pointerPosition(display, null)).toEqual({ x, y });
  }
});

it('says nothing without a server', async () => {
  expect(await pointerPosition(65_000, null)).toBeNull();
});
