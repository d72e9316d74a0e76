import type { Area, DesktopWindow } from './front-windows.ts';
import { cardinals, type XConnection, xRequest } from './x-connection.ts';
import type { XWindows } from './x-windows.ts';

/**
 * Descriptions of the windows on an X server: by the properties that window managers set
 * (https://specifications.freedesktop.org/wm-spec/latest/) or, for windows that bypass them, such as those of old games, by
 * their size.
 */

const GET_GEOMETRY = 14;
const GET_PROPERTY = 20;
const TRANSLATE_COORDINATES = 40;

const ANY_TYPE = 0;
const NUMBERS_MAX = 1_024;
const VALUE_OFFSET = 32;
/** With an alpha channel: a window over the whole display that bypasses the manager is then something to look through. */
const TRANSPARENT_DEPTH = 32;
/** No display is smaller. */
const LEAST_SIZE = { width: 640, height: 400 } as const;

const ATOM_NAMES = [
  '_NET_CLIENT_LIST_STACKING',
  '_NET_CLIENT_LIST',
  '_NET_ACTIVE_WINDOW',
  '_NET_CURRENT_DESKTOP',
  '_NET_WM_DESKTOP',
  '_NET_WM_STATE',
  '_NET_WM_STATE_FULLSCREEN',
  '_NET_WM_STATE_HIDDEN',
  '_NET_WM_STATE_MAXIMIZED_HORZ',
  '_NET_WM_STATE_MAXIMIZED_VERT',
  '_NET_WM_STATE_BELOW',
  '_NET_WM_WINDOW_TYPE',
  '_NET_WM_WINDOW_TYPE_DESKTOP',
  '_NET_WM_WINDOW_TYPE_DOCK',
  'WM_TRANSIENT_FOR',
  'WM_CLASS',
] as const;
export type Atoms = Readonly<Record<(typeof ATOM_NAMES)[number], number>>;

/** A managed window. `desktop`: the workspace that it is on; null: on any. */
export interface Managed extends DesktopWindow {
  readonly desktop: number | null;
}

/** Questions about windows. They reject when the connection ends. */
export interface Questions {
  /** Return the managed windows, the lowest first. */
  managed(): Promise<readonly number[]>;
  active(): Promise<number | null>;
  desktop(): Promise<number | null>;
  describe(window: number): Promise<Managed>;
  /** Return the place of an unmanaged window that covers displays; null for any other. */
  bypassing(window: number): Promise<Area | null>;
}

/** Return the atoms of all names. @throws when the connection ends. */
export async function atomsOf(x: XConnection): Promise<Atoms> {
  const atoms = await Promise.all(ATOM_NAMES.map(async (name) => [name, await x.atom(name)] as const));
  return Object.fromEntries(atoms) as Atoms;
}

export function questionsTo(x: XConnection, windows: XWindows, atoms: Atoms): Questions {
  const property = (window: number, name: keyof Atoms) =>
    x.ask(xRequest(GET_PROPERTY, 0, cardinals(window, atoms[name], ANY_TYPE, 0, NUMBERS_MAX)));
  const numbers = async (window: number, name: keyof Atoms) => {
    const reply = await property(window, name);
    const length = reply.readUInt8(1) === 32 ? reply.readUInt32LE(16) : 0;
    return Array.from({ length }, (_, index) => reply.readUInt32LE(VALUE_OFFSET + 4 * index));
  };
  const number = async (window: number, name: keyof Atoms) => (await numbers(window, name))[0] ?? null;
  const geometry = async (window: number) => {
    const reply = await x.ask(xRequest(GET_GEOMETRY, 0, cardinals(window)));
    return { depth: reply.readUInt8(1), width: reply.readUInt16LE(16), height: reply.readUInt16LE(18) };
  };
  const place = async (window: number) => {
    const reply = await x.ask(xRequest(TRANSLATE_COORDINATES, 0, cardinals(window, x.rootWindow, 0)));
    return { x: reply.readInt16LE(12), y: reply.readInt16LE(14) };
  };
  const isOfDesktop = (types: readonly number[]) =>
    types.includes(atoms._NET_WM_WINDOW_TYPE_DESKTOP) || types.includes(atoms._NET_WM_WINDOW_TYPE_DOCK);

  return {
    async managed() {
      const [stacked, listed] = await Promise.all([
        numbers(x.rootWindow, '_NET_CLIENT_LIST_STACKING'),
        numbers(x.rootWindow, '_NET_CLIENT_LIST'),
      ]);
      return stacked.length > 0 ? stacked : listed;
    },
    active: async () => (await number(x.rootWindow, '_NET_ACTIVE_WINDOW')) || null,
    desktop: () => number(x.rootWindow, '_NET_CURRENT_DESKTOP'),
    async describe(window) {
      const [states, types, desktop, owner, attributes, { width, height }, at] = await Promise.all([
        numbers(window, '_NET_WM_STATE'),
        numbers(window, '_NET_WM_WINDOW_TYPE'),
        number(window, '_NET_WM_DESKTOP'),
        number(window, 'WM_TRANSIENT_FOR'),
        windows.attributesOf(window),
        geometry(window),
        place(window),
      ]);
      const has = (name: keyof Atoms) => states.includes(atoms[name]);
      return {
        window,
        area: { ...at, width, height },
        isShown: attributes.isViewable && !has('_NET_WM_STATE_HIDDEN'),
        isOfDesktop: isOfDesktop(types),
        isFullScreen: has('_NET_WM_STATE_FULLSCREEN'),
        isMaximized: has('_NET_WM_STATE_MAXIMIZED_HORZ') && has('_NET_WM_STATE_MAXIMIZED_VERT'),
        owner: owner || null,
        desktop,
      };
    },
    async bypassing(window) {
      const [{ depth, width, height }, at] = await Promise.all([geometry(window), place(window)]);
      if (width < LEAST_SIZE.width || height < LEAST_SIZE.height || depth === TRANSPARENT_DEPTH) return null;
      const [attributes, isManaged, types, states, named] = await Promise.all([
        windows.attributesOf(window),
        windows.isManaged(window),
        numbers(window, '_NET_WM_WINDOW_TYPE'),
        numbers(window, '_NET_WM_STATE'),
        property(window, 'WM_CLASS'),
      ]);
      // A compositor draws on such a window, which nobody has named.
      const isNamed = named.readUInt32LE(16) > 0;
      const isAbove = !isOfDesktop(types) && !states.includes(atoms._NET_WM_STATE_BELOW);
      const isOne = attributes.isViewable && !attributes.asksManager && !isManaged && isNamed && isAbove;
      return isOne ? { ...at, width, height } : null;
    },
  };
}
