import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { beginFront } from '../../src-main/desktop/follow-front.ts';
import { RETRY_DELAYS_MS } from '../../src-main/desktop/keep-connected.ts';
import { swayMessage } from '../../src-main/desktop/sway.ts';
import {
  connectToSway,
  focusedOutput,
  focusedOutputIn,
  followSwayFront,
  frontsIn,
  type SwayNode,
} from '../../src-main/desktop/sway-tree.ts';
import { createFakeClock } from '../fake-clock.ts';
import { until } from '../lab/until.ts';
import { listenLocally } from './local-server.ts';

const rect = (x: number) => ({ x, y: 0, width: 1280, height: 800 });
const node = (type: string, differences: Partial<SwayNode> = {}): SwayNode => ({
  type,
  name: null,
  rect: rect(0),
  focused: false,
  fullscreen_mode: 0,
  current_workspace: null,
  nodes: [],
  floating_nodes: [],
  ...differences,
});
/** sway gives every workspace a mode. */
const workspace = (name: string, nodes: readonly SwayNode[] = [], floating_nodes: readonly SwayNode[] = []) =>
  node('workspace', { name, nodes, floating_nodes, fullscreen_mode: 1 });
const output = (x: number, shown: string, ...nodes: readonly SwayNode[]) =>
  node('output', { name: `at ${x}`, rect: rect(x), current_workspace: shown, nodes });
const tree = (...nodes: readonly SwayNode[]) =>
  node('root', { rect: { x: 0, y: 0, width: 2560, height: 800 }, nodes: [output(0, '__i3_scratch'), ...nodes] });

const WINDOW = node('con', { focused: true });
const FILM = node('con', { fullscreen_mode: 1 });

describe('in sway’s tree', () => {
  it('an output is covered by a window in full screen on its workspace that is shown', () => {
    const split = node('con', { nodes: [WINDOW, FILM] });
    expect(
      frontsIn(tree(output(0, '1', workspace('1', [WINDOW])), output(1280, '2', workspace('2', [split])))),
    ).toEqual([{ ...rect(1280), isFullScreen: true }]);
    expect(frontsIn(tree(output(0, '1', workspace('1', [], [FILM]))))).toHaveLength(1);
    expect(frontsIn(tree(output(0, '1', workspace('1'), workspace('3', [FILM]))))).toEqual([]);
  });

  it('a window can cover all outputs', () => {
    const wall = node('con', { fullscreen_mode: 2 });
    const fronts = frontsIn(tree(output(0, '1', workspace('1', [wall])), output(1280, '2', workspace('2'))));
    expect(fronts).toEqual([{ x: 0, y: 0, width: 2560, height: 800, isFullScreen: true }]);
  });

  it('one output has the focus', () => {
    const empty = node('workspace', { name: '2', focused: true });
    expect(focusedOutputIn(tree(output(0, '1', workspace('1', [WINDOW]))))).toEqual(rect(0));
    expect(focusedOutputIn(tree(output(0, '1', workspace('1')), output(1280, '2', empty)))).toEqual(rect(1280));
    expect(focusedOutputIn(tree(output(0, '1', workspace('1'))))).toBeNull();
  });
});

describe.skipIf(process.platform === 'win32')('sway', () => {
  const SUBSCRIBED = swayMessage(2, '{"success": true}');
  const TREE = 4;
  const WINDOW_EVENT = 0x8000_0003;

  /** A sway with a tree that a test changes. @param refused how many connections it ends at once. */
  async function sway(first: SwayNode, refused = 0) {
    let connections = 0;
    let current = first;
    let peer: Socket | null = null;
    let asked = 0;
    const path = await listenLocally((socket) => {
      peer = socket;
      connections += 1;
      if (connections <= refused) socket.destroy();
      socket.on('data', (data) => {
        for (let rest = data; rest.length > 0; ) {
          if (rest.readUInt32LE(10) === TREE) {
            asked += 1;
            socket.write(swayMessage(TREE, JSON.stringify(current)));
          } else socket.write(SUBSCRIBED);
          rest = rest.subarray(14 + rest.readUInt32LE(6));
        }
      });
    });
    return {
      path,
      asked: () => asked,
      change(next: SwayNode, change: string) {
        current = next;
        peer?.write(swayMessage(WINDOW_EVENT, JSON.stringify({ change, container: {} })));
      },
      hangUp: () => peer?.destroy(),
    };
  }
  /** While sway is away, the X server is tried as well, which is not there. */
  const WITH_X = 2;
  const calm = tree(output(0, '1', workspace('1', [WINDOW])));
  const covered = tree(output(0, '1', workspace('1', [FILM])));

  it('tells what is in front, at first and with its events, but those of titles', async () => {
    const { path, asked, change, hangUp } = await sway(calm);
    const told: number[] = [];
    const connection = await connectToSway({ SWAYSOCK: path });
    await followSwayFront((fronts) => void told.push(fronts.length)).begin(connection);
    expect(told).toEqual([0]);
    const before = asked();
    change(covered, 'title');
    change(covered, 'fullscreen_mode');
    await until('the window in full screen', () => told.at(-1) === 1);
    expect(asked()).toBe(before + 1);
    change(calm, 'fullscreen_mode');
    await until('no window in full screen', () => told.at(-1) === 0);
    hangUp();
    await connection.ended;
  });

  it('is asked once for what changes before it answers', async () => {
    const { path, asked, change } = await sway(calm);
    const told: number[] = [];
    const connection = await connectToSway({ SWAYSOCK: path });
    await followSwayFront((fronts) => void told.push(fronts.length)).begin(connection);
    const before = asked();
    for (let step = 0; step < 20; step += 1) change(step % 2 === 0 ? covered : calm, 'fullscreen_mode');
    change(covered, 'fullscreen_mode');
    await until('the window in full screen', () => told.at(-1) === 1);
    expect(asked()).toBe(before + 1);
    connection.close();
  });

  it('is followed again after it has hung up, or was not there at first', async () => {
    const clock = createFakeClock();
    const { path, change, hangUp } = await sway(calm, 1);
    const told: number[] = [];
    const isWayland = true;
    const onFronts = (fronts: readonly unknown[]) => void told.push(fronts.length);
    const end = beginFront({ clock, env: { SWAYSOCK: path }, isWayland, onFronts });
    await until('the time of the next attempt', () => clock.pending() === WITH_X);
    clock.advance(RETRY_DELAYS_MS[0]);
    await until('the first answer', () => told.length === 1);
    change(covered, 'fullscreen_mode');
    await until('the window in full screen', () => told.at(-1) === 1);
    hangUp();
    await until('the end', () => told.at(-1) === 0);
    await until('the time of the next attempt', () => clock.pending() === WITH_X);
    clock.advance(RETRY_DELAYS_MS[1]);
    await until('the window in full screen again', () => told.at(-1) === 1);
    expect(clock.pending()).toBe(0);
    end();
    await until('the end', () => told.at(-1) === 0);
    expect(clock.pending()).toBe(0);
  });

  it('says which output has the focus; other desktops are not asked', async () => {
    const { path } = await sway(calm);
    expect(await focusedOutput({ SWAYSOCK: path })).toEqual(rect(0));
    expect(await focusedOutput({})).toBeNull();
  });
});
