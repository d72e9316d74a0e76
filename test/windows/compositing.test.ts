import { describe, expect, it, vi } from 'vitest';
import { createCompositing } from '../../src-main/windows/compositing.ts';
import { connectToFakeSelections } from '../desktop/fake-selections.ts';

describe.skipIf(process.platform === 'win32')('whether transparent windows are drawn as such', () => {
  async function follow(owner: number, env: Readonly<Record<string, string>> = {}) {
    const onChange = vi.fn();
    const compositing = createCompositing(env, onChange);
    const server = await connectToFakeSelections(owner);
    expect(compositing.isOn()).toBe(true);
    await compositing.follower.begin(server.x);
    return { compositing, onChange, server };
  }

  it('is no news when it is as it was', async () => {
    const { compositing, onChange } = await follow(7);
    expect(compositing.isOn()).toBe(true);
    expect(onChange).not.toHaveBeenCalled();
  });

  it('is news when no compositor was there, and when one begins', async () => {
    const { compositing, onChange, server } = await follow(0);
    expect(compositing.isOn()).toBe(false);
    expect(onChange).toHaveBeenCalledTimes(1);
    server.changeOwner(7);
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(2));
    expect(compositing.isOn()).toBe(true);
  });

  it('is news when a compositor ends', async () => {
    const { compositing, onChange, server } = await follow(7);
    server.changeOwner(0);
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce());
    expect(compositing.isOn()).toBe(false);
  });

  it.each([{ XDG_SESSION_TYPE: 'wayland' }, { WAYLAND_DISPLAY: 'wayland-0' }])(
    'is what every Wayland session does: %o',
    async (env) => {
      const { compositing } = await follow(0, env);
      expect(compositing.isOn()).toBe(true);
    },
  );
});
