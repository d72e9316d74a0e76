import { describe, expect, it, vi } from 'vitest';
import { followManager, GONE_THROUGH_MS } from '../../src-main/desktop/x-manager.ts';
import { createFakeClock } from '../fake-clock.ts';
import { connectToFakeSelections } from './fake-selections.ts';
import { xEvent } from './fake-x-server.ts';

const PROPERTIES = 1 << 22;

describe.skipIf(process.platform === 'win32')('a window manager', () => {
  async function follow() {
    const server = await connectToFakeSelections(5);
    const clock = createFakeClock();
    const onReady = vi.fn();
    const follower = followManager(clock, onReady);
    await follower.begin(server.x);
    return {
      ...server,
      clock,
      end: follower.end,
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

  it('that takes over is news once it is ready, and has gone through the windows', async () => {
    const { clock, onReady, rootEvents, changeOwner, setProperty, handled, atom } = await follow();
    changeOwner(6);
    await handled();
    setProperty(atom + 1);
    await handled();
    expect(onReady).not.toHaveBeenCalled();
    setProperty(atom);
    await handled();
    clock.advance(GONE_THROUGH_MS - 1);
    expect(onReady).not.toHaveBeenCalled();
    clock.advance(1);
    expect(onReady).toHaveBeenCalledOnce();
    await handled();
    expect(rootEvents).toEqual([PROPERTIES, 0]);
  });

  it('is none once the server has gone', async () => {
    const { clock, end, onReady, changeOwner, setProperty, handled, atom } = await follow();
    changeOwner(6);
    await handled();
    setProperty(atom);
    await handled();
    end();
    clock.advance(GONE_THROUGH_MS);
    expect(onReady).not.toHaveBeenCalled();
  });
});
