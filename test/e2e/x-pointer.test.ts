import { expect, it } from 'vitest';
import { activeWindowArea, pointerPosition } from '../../src-main/desktop/x-server.ts';
import { desktopEnv, onDesktop } from './desktop.ts';
import { openWindowBelow } from './screen.ts';

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

it('says which window is active and where it is, and that the pointer is over it', async () => {
  expect(await activeWindowArea(desktopEnv())).toBeNull();
  await openWindowBelow();
  await expect.poll(() => activeWindowArea(desktopEnv())).toMatchObject({ width: 1200, height: 560 });
  await onDesktop('xdotool', 'mousemove', '600', '300');
  expect((await pointerPosition(desktopEnv()))?.isOverWindow).toBe(true);
});
