import { expect, it } from 'vitest';
import { pointerPosition } from '../../src-main/desktop/x-server.ts';
import { desktopEnv, onDesktop } from './desktop.ts';

it('says where the pointer is, and where it is later', async () => {
  for (const [x, y] of [
    [700, 512],
    [3, 799],
  ] as const) {
    await onDesktop('xdotool', 'mousemove', String(x), String(y));
    expect(await pointerPosition(desktopEnv())).toMatchObject({ x, y });
  }
});

it('says nothing without a server', async () => {
  expect(await pointerPosition({ DISPLAY: ':65000' })).toBeNull();
});
