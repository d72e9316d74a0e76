import { describe, expect, it, vi } from 'vitest';
import { createDisplayServer } from '../../src-main/windows/display-server.ts';
import { connectToFakeSelections } from '../desktop/fake-selections.ts';

async function follow(owner: number, isXWayland = false, release = 12_101_007) {
  const onChange = vi.fn();
  const display = createDisplayServer(isXWayland);
  display.onChange(onChange);
  const server = await connectToFakeSelections(owner);
  expect(display.isComposited()).toBe(true);
  expect(display.passesClicks()).toBe(true);
  expect(display.facts()).toBeNull();
  await display.follower.begin({ ...server.x, release });
  return { display, onChange, server };
}

describe.skipIf(process.platform === 'win32')('whether transparent windows are drawn as such', () => {
  it('is no news when it is as it was', async () => {
    const { display, onChange } = await follow(7);
    expect(display.isComposited()).toBe(true);
    expect(onChange).not.toHaveBeenCalled();
  });

  it('is news when no compositor was there, and when one begins', async () => {
    const { display, onChange, server } = await follow(0);
    expect(display.isComposited()).toBe(false);
    expect(onChange).toHaveBeenCalledTimes(1);
    server.changeOwner(7);
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(2));
    expect(display.isComposited()).toBe(true);
  });

  it('is news when a compositor ends', async () => {
    const { display, onChange, server } = await follow(7);
    server.changeOwner(0);
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce());
    expect(display.isComposited()).toBe(false);
  });

  it('is what every Wayland session does', async () => {
    const { display } = await follow(0, true, 12_401_000);
    expect(display.isComposited()).toBe(true);
  });
});

describe.skipIf(process.platform === 'win32')('whether clicks pass', () => {
  it.each([
    ['XWayland 22.1.9', true, 12_201_009, false],
    ['XWayland 23.2.7', true, 12_302_007, false],
    ['XWayland of the server 1.20.13', true, 12_013_000, false],
    ['XWayland 24.1.0', true, 12_401_000, true],
    ['X.Org 21.1.7', false, 12_101_007, true],
    ['X.Org 1.20.13', false, 12_013_000, true],
  ])('depends on the server: %s', async (name, isXWayland, release, passes) => {
    const { display, onChange } = await follow(7, isXWayland, release);
    expect(display.passesClicks()).toBe(passes);
    expect(onChange).toHaveBeenCalledTimes(passes ? 0 : 1);
    expect(display.facts()).toEqual({
      version: name.split(' ').at(-1),
      isXWayland,
      isComposited: true,
      passesClicks: passes,
    });
  });
});
