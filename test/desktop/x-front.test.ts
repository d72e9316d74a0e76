import { describe, expect, it } from 'vitest';
import type { FrontWindow } from '../../src-main/desktop/front-windows.ts';
import { followFront, MOVES_INTERVAL_MS } from '../../src-main/desktop/x-front.ts';
import { createFakeClock } from '../fake-clock.ts';
import { connectToFakeWindows, type FakeWindow } from './fake-x-windows.ts';

const FULL = '_NET_WM_STATE_FULLSCREEN';
const LEFT = { x: 0, y: 0, width: 1280, height: 800 };
const RIGHT = { ...LEFT, x: 1280 };
const SMALL = { x: 100, y: 150, width: 600, height: 400 };

const plain = (area: typeof LEFT, ...states: readonly string[]): FakeWindow => ({
  ...area,
  properties: { _NET_WM_STATE: states, WM_STATE: [1, 0] },
  bypasses: false,
});

describe.skipIf(process.platform === 'win32')('the windows in front on an X server', () => {
  /** Follow a note and a film, the film above and the note active. */
  async function follow(note: FakeWindow, film: FakeWindow) {
    const clock = createFakeClock();
    const server = await connectToFakeWindows();
    const told: (readonly FrontWindow[])[] = [];
    const [NOTE, FILM] = [7, 8];
    server.windows.set(NOTE, note).set(FILM, film);
    server.root['_NET_CLIENT_LIST_STACKING'] = [NOTE, FILM];
    server.root['_NET_ACTIVE_WINDOW'] = [NOTE];
    const follower = followFront(clock, true, (fronts) => void told.push(fronts));
    await follower.begin(server.x);
    const set = (window: number, to: FakeWindow) => void server.windows.set(window, to);
    return {
      ...server,
      NOTE,
      FILM,
      clock,
      told,
      end: follower.end,
      places: () => told.at(-1)?.map(({ x, isFullScreen }) => `${isFullScreen ? 'full' : 'at'} ${x}`),
      /** Move a window as a hand does. */
      async drag(window: number, to: FakeWindow, steps: number) {
        set(window, to);
        for (let step = 0; step < steps; step += 1) server.tellMove(window);
        await server.settled();
      },
      async change(window: number, to: FakeWindow) {
        set(window, to);
        server.tellProperty('_NET_WM_STATE', window);
        await server.settled();
      },
    };
  }

  it('are told at first, and when one enters or leaves full screen', async () => {
    const { places, change, FILM } = await follow(plain(SMALL), plain(SMALL));
    expect(places()).toEqual(['at 100']);
    await change(FILM, plain(LEFT, FULL));
    expect(places()).toEqual(['full 0', 'at 100']);
    await change(FILM, plain(SMALL));
    expect(places()).toEqual(['at 100']);
  });

  it('are asked nothing while one is dragged and none is in full screen, but are known where they are afterwards', async () => {
    const { answered, clock, drag, change, settled, places, told, NOTE, FILM } = await follow(
      plain(SMALL),
      plain(SMALL),
    );
    const before = { asked: answered(), told: told.length };
    await drag(NOTE, plain({ ...SMALL, x: 1_400 }), 200);
    clock.advance(10 * MOVES_INTERVAL_MS);
    await settled();
    expect(told).toHaveLength(before.told);
    expect(answered()).toBe(before.asked);
    await change(FILM, plain(LEFT, FULL));
    expect(places()).toEqual(['full 0', 'at 1400']);
  });

  it('are told a few times a second at most while one is dragged beside one in full screen, and at the end', async () => {
    const { clock, drag, places, told, settled, NOTE } = await follow(plain(SMALL), plain(RIGHT, FULL));
    const before = told.length;
    for (const x of [200, 300, 400]) {
      await drag(NOTE, plain({ ...SMALL, x }), 100);
      clock.advance(MOVES_INTERVAL_MS / 4);
      await settled();
    }
    expect(told).toHaveLength(before);
    clock.advance(MOVES_INTERVAL_MS / 4);
    await settled();
    expect(told).toHaveLength(before + 1);
    expect(places()).toEqual(['full 1280', 'at 400']);
    expect(clock.pending()).toBe(0);
  });

  it('are told at once where one in full screen has come to', async () => {
    const { drag, change, places, FILM } = await follow(plain(SMALL), plain(LEFT, FULL));
    await drag(FILM, plain(RIGHT, FULL), 1);
    expect(places()).toEqual(['full 1280', 'at 100']);
    await change(FILM, plain(SMALL));
    expect(places()).toEqual(['at 100']);
  });

  it('are asked again when one has come to its place while it was asked about', async () => {
    const { windows, whenAsked, change, tellMove, places, FILM } = await follow(plain(SMALL), plain(SMALL));
    whenAsked(FILM, () => {
      windows.set(FILM, plain(LEFT, FULL));
      tellMove(FILM);
    });
    await change(FILM, plain(SMALL, FULL));
    expect(places()).toEqual(['full 0', 'at 100']);
  });

  it('have the active one among them even if the manager does not list it', async () => {
    const { windows, root, tellProperty, places, settled, NOTE, FILM } = await follow(plain(SMALL), plain(SMALL));
    windows.set(9, plain(LEFT, FULL));
    root['_NET_ACTIVE_WINDOW'] = [9];
    tellProperty('_NET_ACTIVE_WINDOW');
    await settled();
    expect(places()).toEqual(['full 0']);
    root['_NET_ACTIVE_WINDOW'] = [NOTE];
    tellProperty('_NET_ACTIVE_WINDOW');
    await settled();
    expect(places()).toEqual(['full 0', 'at 100']);
    root['_NET_CLIENT_LIST_STACKING'] = [9, NOTE, FILM];
    tellProperty('_NET_CLIENT_LIST_STACKING');
    await settled();
    expect(places()).toEqual(['at 100', 'full 0']);
  });

  it('have it no longer once it is closed', async () => {
    const { windows, root, tellProperty, answered, places, settled, NOTE } = await follow(plain(SMALL), plain(SMALL));
    windows.set(9, plain(LEFT, FULL));
    root['_NET_ACTIVE_WINDOW'] = [9];
    tellProperty('_NET_ACTIVE_WINDOW');
    await settled();
    windows.delete(9);
    tellProperty('_NET_WM_STATE', 9);
    root['_NET_ACTIVE_WINDOW'] = [NOTE];
    tellProperty('_NET_ACTIVE_WINDOW');
    await settled();
    tellProperty('_NET_ACTIVE_WINDOW');
    await settled();
    expect(places()).toEqual(['at 100']);
    const before = answered();
    tellProperty('_NET_WM_STATE', 9);
    await settled();
    expect(answered()).toBe(before);
  });

  it('have the next window with the number of one that was closed, also while the manager still names that as active', async () => {
    const { windows, root, tellEnd, tellProperty, change, places, settled, NOTE, FILM } = await follow(
      plain(SMALL),
      plain(LEFT, FULL),
    );
    const list = async (name: '_NET_CLIENT_LIST_STACKING' | '_NET_ACTIVE_WINDOW', ...all: readonly number[]) => {
      root[name] = all;
      tellProperty(name);
      await settled();
    };
    await list('_NET_ACTIVE_WINDOW', FILM);
    windows.delete(FILM);
    tellEnd(FILM);
    await list('_NET_CLIENT_LIST_STACKING', NOTE);
    expect(places()).toEqual([]);
    windows.set(FILM, plain(SMALL));
    await list('_NET_CLIENT_LIST_STACKING', NOTE, FILM);
    expect(places()).toEqual(['at 100']);
    await change(FILM, plain(RIGHT, FULL));
    expect(places()).toEqual(['full 1280']);
  });

  it('have it also when the one before is closed while it is asked about', async () => {
    const { windows, whenAsked, change, tellEnd, places, FILM } = await follow(plain(SMALL), plain(SMALL));
    whenAsked(FILM, () => {
      windows.set(FILM, plain(LEFT, FULL));
      tellEnd(FILM);
    });
    await change(FILM, plain(SMALL, FULL));
    expect(places()).toEqual(['full 0', 'at 100']);
    await change(FILM, plain(RIGHT, FULL));
    expect(places()).toEqual(['full 1280', 'at 100']);
  });

  it('have those among them that bypass the manager', async () => {
    const { windows, clock, tellMap, drag, places, settled, NOTE } = await follow(plain(SMALL), plain(SMALL));
    windows.set(9, { ...LEFT, properties: { WM_CLASS: [1] }, bypasses: true });
    tellMap(9);
    await settled();
    expect(places()).toEqual(['full 0', 'at 100']);
    await drag(NOTE, plain({ ...SMALL, x: 300 }), 3);
    clock.advance(MOVES_INTERVAL_MS);
    await settled();
    expect(places()).toEqual(['full 0', 'at 300']);
  });

  it('are none when the connection has ended, and nothing is due any more', async () => {
    const { clock, drag, end, told, NOTE } = await follow(plain(SMALL), plain(RIGHT, FULL));
    await drag(NOTE, plain({ ...SMALL, x: 300 }), 3);
    expect(clock.pending()).toBe(1);
    end();
    expect(told.at(-1)).toEqual([]);
    expect(clock.pending()).toBe(0);
  });
});
