import * as v from 'valibot';
import type { Area, FrontWindow } from './front-windows.ts';
import type { Follower } from './keep-connected.ts';
import { connectLocally, converse, type LocalSocket } from './local-socket.ts';
import { MESSAGE, messageLength, readMessage, swayMessage } from './sway.ts';
import { swaySocket } from './sway-socket.ts';

/** Sway's windows, those of Wayland as well, over its IPC: https://github.com/swaywm/sway/blob/master/sway/sway-ipc.7.scd */

type Env = Readonly<Record<string, string | undefined>>;

const Rect = v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() });

/** An output, a workspace, a window, or a container of windows. */
export interface SwayNode {
  readonly type: string;
  readonly name: string | null;
  readonly rect: Area;
  readonly focused: boolean;
  /** 1: on its output; 2: on all outputs. */
  readonly fullscreen_mode: number;
  /** Of an output: the name of its workspace that is shown. */
  readonly current_workspace: string | null;
  readonly nodes: readonly SwayNode[];
  readonly floating_nodes: readonly SwayNode[];
}
const Node: v.GenericSchema<unknown, SwayNode> = v.object({
  type: v.string(),
  name: v.nullable(v.string()),
  rect: Rect,
  focused: v.optional(v.boolean(), false),
  fullscreen_mode: v.optional(v.number(), 0),
  current_workspace: v.optional(v.nullable(v.string()), null),
  nodes: v.lazy(() => v.array(Node)),
  floating_nodes: v.lazy(() => v.array(Node)),
});

const WindowEvent = v.object({
  change: v.picklist(['new', 'close', 'focus', 'fullscreen_mode', 'move', 'floating']),
});

/** Where sway hides windows that are on no output. */
const SCRATCHPAD_OUTPUT = '__i3';
const ON_OUTPUT = 1;
const ON_ALL = 2;

/** Return the windows in front, for the outputs that show one in full screen. */
export function frontsIn(tree: SwayNode): readonly FrontWindow[] {
  return outputsOf(tree).flatMap((output): readonly FrontWindow[] => {
    const workspace = output.nodes.find(({ type, name }) => type === 'workspace' && name === output.current_workspace);
    const modes = workspace === undefined ? [] : modesIn(workspace);
    const area = modes.includes(ON_ALL) ? tree.rect : modes.includes(ON_OUTPUT) ? output.rect : null;
    return area === null ? [] : [{ ...area, isFullScreen: true }];
  });
}

/** Return the output that has the focus; null when none does. */
export function focusedOutputIn(tree: SwayNode): Area | null {
  return outputsOf(tree).find(hasFocus)?.rect ?? null;
}

/** Ask sway which output has the focus. @returns null on other desktops, and when sway does not say. */
export async function focusedOutput(env: Env): Promise<Area | null> {
  const path = swaySocket(env);
  if (path === null) return null;
  return converse(path, async (socket) => focusedOutputIn(await askTree(socket)));
}

/** A connection to sway that knows its tree. It has no timers: it ends when sway ends it. */
export interface SwayConnection {
  /** Call `listener` with the tree, now and after each change. */
  follow(listener: (tree: SwayNode) => void): void;
  /** Resolves when the connection has ended. */
  readonly ended: Promise<void>;
  close(): void;
}

/** @throws when sway is not there, or does not tell its windows. */
export async function connectToSway(env: Env): Promise<SwayConnection> {
  const path = swaySocket(env);
  if (path === null) throw new Error('the session began without sway');
  const socket = connectLocally(path);
  try {
    socket.send(swayMessage(MESSAGE.subscribe, JSON.stringify(['window', 'workspace', 'output'])));
    let tree = await askTree(socket);
    let tell = (_: SwayNode) => {};
    const readAll = async () => {
      let isAsked = false;
      for (;;) {
        const { type, payload } = readMessage(await socket.next(messageLength));
        if (type === MESSAGE.tree) {
          isAsked = false;
          tree = parseTree(payload);
          tell(tree);
          // The titles of windows change often.
        } else if (!isAsked && (type !== MESSAGE.windowEvent || v.is(WindowEvent, JSON.parse(payload)))) {
          isAsked = true;
          socket.send(swayMessage(MESSAGE.tree, ''));
        }
      }
    };
    return {
      follow(listener) {
        tell = listener;
        tell(tree);
      },
      ended: readAll().catch(socket.close),
      close: socket.close,
    };
  } catch (error) {
    socket.close();
    throw error;
  }
}

/** Call `onFronts` with the windows in front, at first and after each change. */
export function followSwayFront(onFronts: (fronts: readonly FrontWindow[]) => void): Follower<SwayConnection> {
  return {
    begin: async (sway) => sway.follow((tree) => onFronts(frontsIn(tree))),
    end: () => onFronts([]),
  };
}

/** Events may come before the answer: it is newer than they are. */
async function askTree(socket: LocalSocket): Promise<SwayNode> {
  socket.send(swayMessage(MESSAGE.tree, ''));
  for (;;) {
    const { type, payload } = readMessage(await socket.next(messageLength));
    if (type === MESSAGE.tree) return parseTree(payload);
  }
}

function parseTree(payload: string): SwayNode {
  return v.parse(Node, JSON.parse(payload));
}

function outputsOf({ nodes }: SwayNode): readonly SwayNode[] {
  return nodes.filter(({ type, name }) => type === 'output' && name !== SCRATCHPAD_OUTPUT);
}

/** The modes of all windows in a workspace. Workspaces themselves have one, too, which says nothing. */
function modesIn({ type, fullscreen_mode, nodes, floating_nodes }: SwayNode): readonly number[] {
  const own = type === 'workspace' ? [] : [fullscreen_mode];
  return [...own, ...[...nodes, ...floating_nodes].flatMap(modesIn)];
}

function hasFocus({ focused, nodes, floating_nodes }: SwayNode): boolean {
  return focused || [...nodes, ...floating_nodes].some(hasFocus);
}
