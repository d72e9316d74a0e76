import { describe, expect, it, vi } from 'vitest';
import { followManager } from '../../src-main/desktop/x-manager.ts';
import { connectToFakeSelections } from './fake-selections.ts';
import { xEvent } from './fake-x-server.ts';

const PROPERTIES = 1 << 22;

describe.skipIf(process.platform === 'win32')('a window manager', () => {
  async function follow() {
    const server = await connectToFakeSelections(5);
    const onReady = vi.fn();
    await followManager(onReady).begin(server.x);
    return {
      ...server,
      onReady,
      setProperty(property: number) {
        const event = xEvent(28);
        event.writeUInt32LE(property, 8);
        server.write(event);
      },
      /** The reply comes after the events. */
      handled: () => server.x.atom('any'),
    };
  }

  it('that is there from the beginning is no news, and its properties are not watched', async () => {
    const { onReady, rootEvents } = await follow();
    expect(onReady).not.toHaveBeenCalled();
    expect(rootEvents).toEqual([]);
  });

  it('that takes over is news once it is ready', async () => {
    const { onReady, rootEvents, changeOwner, setProperty, handled, atom } = await follow();
    changeOwner(6);
    await handled();
    setProperty(atom + 1);
    await handled();
    expect(onReady).not.toHaveBeenCalled();
    setProperty(atom);
    await handled();
    expect(onReady).toHaveBeenCalledOnce();
    await handled();
    expect(rootEvents).toEqual([PROPERTIES, 0]);
  });
});
