import { type Area, type DesktopWindow, type FrontWindow, frontWindows } from './front-windows.ts';
import type { Follower } from './keep-connected.ts';
import { cardinals, ROOT_EVENTS, type XConnection, type XEvent, xRequest } from './x-connection.ts';
import { windowsOf, type XWindows } from './x-windows.ts';

/**
 * The windows in front on an X server, by what window managers say of them (https://specifications.freedesktop.org/wm-spec/latest/)
 * and, of windows that bypass them, such as those of old games, by their size. All of it by events: nothing is asked while
 * nothing changes.
 */

const CHANGE_ATTRIBUTES = 2;
const GET_GEOMETRY = 14;
const GET_PROPERTY = 20;
const TRANSLATE_COORDINATES = 40;

const UNMAP_NOTIFY = 18;
const MAP_NOTIFY = 19;
const CONFIGURE_NOTIFY = 22;
const PROPERTY_NOTIFY = 28;

/** The field of a window's attributes that names the events of it: changes of its place, and of its properties. */
const EVENT_MASK = 1 << 11;
const WINDOW_EVENTS = (1 << 17) | (1 << 22);

const ANY_TYPE = 0;
const NUMBERS_MAX = 1_024;
const VALUE_OFFSET = 32;
/** A window on all workspaces. */
const ALL_DESKTOPS = 0xffff_ffff;
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
type Atoms = Readonly<Record<(typeof ATOM_NAMES)[number], number>>;

/** A window that a manager has, with the workspace that it is on; null: on any. */
interface Managed extends DesktopWindow {
  readonly desktop: number | null;
}

/** What is asked about windows. */
interface Questions {
  /** Return the windows that a manager has, the lowest first. */
  managed(): Promise<readonly number[]>;
  active(): Promise<number | null>;
  desktop(): Promise<number | null>;
  describe(window: number): Promise<Managed>;
  /** Return the place of a window that covers displays without a manager; null for any other. */
  bypassing(window: number): Promise<Area | null>;
}

/**
 * Call `onFronts` with the windows in front, the topmost first, at first and after each change.
 * @param seesAll whether the X server has all windows of the desktop.
 */
export function followFront(
  seesAll: boolean,
  onFronts: (fronts: readonly FrontWindow[]) => void,
): Follower<XConnection> {
  return {
    async begin(x) {
      const [windows, atoms] = await Promise.all([windowsOf(x), atomsOf(x)]);
      const questions = questionsTo(x, windows, atoms);
      /** null: it has gone, or can't be asked. */
      const known = new Map<number, Managed | null>();
      const free = new Map<number, Area>();
      /** The windows whose description may be another. */
      const changed = new Set<number>();
      const freeChanged = new Set<number>();
      const ofRoot = [atoms._NET_CLIENT_LIST_STACKING, atoms._NET_CLIENT_LIST, atoms._NET_ACTIVE_WINDOW];
      const rootAtoms = [...ofRoot, atoms._NET_CURRENT_DESKTOP];
      const windowAtoms = [atoms._NET_WM_STATE, atoms._NET_WM_DESKTOP, atoms._NET_WM_WINDOW_TYPE];

      const describeManaged = async (list: readonly number[]) => {
        for (const window of known.keys()) if (!list.includes(window)) known.delete(window);
        const wanted = list.filter((window) => !known.has(window) || changed.has(window));
        changed.clear();
        for (const window of wanted) {
          if (!known.has(window)) x.send(xRequest(CHANGE_ATTRIBUTES, 0, cardinals(window, EVENT_MASK, WINDOW_EVENTS)));
        }
        const descriptions = await Promise.all(wanted.map((window) => questions.describe(window).catch(() => null)));
        wanted.forEach((window, index) => {
          known.set(window, descriptions[index] ?? null);
        });
      };
      const describeFree = async () => {
        const wanted = [...freeChanged];
        freeChanged.clear();
        const areas = await Promise.all(wanted.map((window) => questions.bypassing(window).catch(() => null)));
        wanted.forEach((window, index) => {
          const area = areas[index] ?? null;
          if (area === null) free.delete(window);
          else free.set(window, area);
        });
      };
      /** Such a window below those of a manager is a wallpaper. */
      const freeInFront = async (): Promise<readonly FrontWindow[]> => {
        if (free.size === 0) return [];
        const order = await windows.order();
        const found: FrontWindow[] = [];
        for (const window of order.toReversed()) {
          const area = free.get(window);
          if (area !== undefined) found.push({ ...area, isFullScreen: true });
          else if (await windows.isManaged(window).catch(() => false)) break;
        }
        return found;
      };
      const check = async () => {
        const [list, active, desktop] = await Promise.all([
          questions.managed(),
          questions.active(),
          questions.desktop(),
        ]);
        await Promise.all([describeManaged(list), describeFree()]);
        const described = list.toReversed().flatMap((window) => known.get(window) ?? []);
        const isHere = ({ desktop: its }: Managed) =>
          desktop === null || its === null || its === ALL_DESKTOPS || its === desktop;
        const shown = described.map((each) => ({ ...each, isShown: each.isShown && isHere(each) }));
        onFronts([...(await freeInFront()), ...frontWindows(shown, active, seesAll)]);
      };

      let isChecking = false;
      let hasChanged = false;
      const checkSoon = async () => {
        hasChanged = true;
        if (isChecking) return;
        isChecking = true;
        // It rejects when the connection ends.
        while (hasChanged) {
          hasChanged = false;
          await check().catch(() => {});
        }
        isChecking = false;
      };

      /** Note what an event changes. @returns whether it changes anything. */
      const note = ({ code, data }: XEvent): boolean => {
        const [about, window] = [data.readUInt32LE(4), data.readUInt32LE(8)];
        if (code === PROPERTY_NOTIFY) {
          if (about === x.rootWindow) return rootAtoms.includes(window);
          if (!known.has(about) || !windowAtoms.includes(window)) return false;
          changed.add(about);
          return true;
        }
        if (code !== MAP_NOTIFY && code !== UNMAP_NOTIFY && code !== CONFIGURE_NOTIFY) return false;
        if (about !== x.rootWindow) {
          if (known.has(about)) changed.add(about);
          return known.has(about);
        }
        const isFree = code === MAP_NOTIFY && data.readUInt8(12) !== 0;
        if (isFree || free.has(window)) freeChanged.add(window);
        return isFree || free.has(window);
      };

      x.onEvent((event) => {
        if (note(event)) void checkSoon();
      });
      x.selectOnRoot(ROOT_EVENTS.properties, true);
      x.selectOnRoot(ROOT_EVENTS.children, true);
      for (const window of await windows.order()) freeChanged.add(window);
      await checkSoon();
    },
    end: () => onFronts([]),
  };
}

async function atomsOf(x: XConnection): Promise<Atoms> {
  const atoms = await Promise.all(ATOM_NAMES.map(async (name) => [name, await x.atom(name)] as const));
  return Object.fromEntries(atoms) as Atoms;
}

function questionsTo(x: XConnection, windows: XWindows, atoms: Atoms): Questions {
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
