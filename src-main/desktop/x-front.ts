import type { Clock } from '../runtime/clock.ts';
import { type Area, type FrontWindow, frontWindows } from './front-windows.ts';
import type { Follower } from './keep-connected.ts';
import { cardinals, ROOT_EVENTS, type XConnection, type XEvent, xRequest } from './x-connection.ts';
import { type Atoms, atomsOf, type Managed, questionsTo } from './x-descriptions.ts';
import { windowsOf, type XWindows } from './x-windows.ts';

/** The windows in front on an X server. All of it by events: nothing is asked while nothing changes. */

const CHANGE_ATTRIBUTES = 2;

const DESTROY_NOTIFY = 17;
const UNMAP_NOTIFY = 18;
const MAP_NOTIFY = 19;
const CONFIGURE_NOTIFY = 22;
const PROPERTY_NOTIFY = 28;

/** The field of a window's attributes that names the events of it: changes of its place, and of its properties. */
const EVENT_MASK = 1 << 11;
const WINDOW_EVENTS = (1 << 17) | (1 << 22);

/** A window on all workspaces. */
const ALL_DESKTOPS = 0xffff_ffff;

/** A window that is dragged changes its place up to a thousand times a second. */
export const MOVES_INTERVAL_MS = 250;

/** When an answer is due after an event: at once, within the interval of moves, or not for this event alone. */
type Due = 'now' | 'soon' | 'never';

/**
 * Call `onFronts` with the windows in front, the topmost first, at first and after each change that matters.
 * @param seesAll whether the X server has all windows of the desktop.
 */
export function followFront(
  clock: Pick<Clock, 'setTimeout'>,
  seesAll: boolean,
  onFronts: (fronts: readonly FrontWindow[]) => void,
): Follower<XConnection> {
  let cancelCheck = () => {};
  return {
    async begin(x) {
      const [windows, atoms] = await Promise.all([windowsOf(x), atomsOf(x)]);
      const seen = seenWindows(x, windows, atoms, seesAll);
      let isChecking = false;
      let hasChanged = false;
      let isCheckDue = false;
      const check = async () => {
        hasChanged = true;
        if (isChecking) return;
        isChecking = true;
        while (hasChanged) {
          hasChanged = false;
          // It rejects when the connection ends.
          await seen.read().then(onFronts, () => {});
          schedule(seen.dueStill());
        }
        isChecking = false;
      };
      const schedule = (due: Due) => {
        if (due === 'now') void check();
        if (due !== 'soon' || isCheckDue) return;
        isCheckDue = true;
        cancelCheck = clock.setTimeout(() => {
          isCheckDue = false;
          void check();
        }, MOVES_INTERVAL_MS);
      };
      x.onEvent((event) => schedule(seen.note(event)));
      x.selectOnRoot(ROOT_EVENTS.properties, true);
      x.selectOnRoot(ROOT_EVENTS.children, true);
      await seen.begin();
      await check();
    },
    end() {
      cancelCheck();
      onFronts([]);
    },
  };
}

/** The known windows, kept up to date by events. */
interface SeenWindows {
  begin(): Promise<void>;
  /** Note the changes of an event. */
  note(event: XEvent): Due;
  /** Ask again about windows that may have changed, and return those in front. */
  read(): Promise<readonly FrontWindow[]>;
  /** Return when to read again because of later events. */
  dueStill(): Due;
}

function seenWindows(x: XConnection, windows: XWindows, atoms: Atoms, seesAll: boolean): SeenWindows {
  const questions = questionsTo(x, windows, atoms);
  const known = new Map<number, Managed>();
  const free = new Map<number, Area>();
  /** The windows whose description may have changed. */
  const changed = new Set<number>();
  const freeChanged = new Set<number>();
  /** i3 lists a window that opens in full screen only when the order of windows changes next, but names it as the active one. */
  const unlisted = new Set<number>();
  const ofRoot = [atoms._NET_CLIENT_LIST_STACKING, atoms._NET_CLIENT_LIST, atoms._NET_ACTIVE_WINDOW];
  const rootAtoms = [...ofRoot, atoms._NET_CURRENT_DESKTOP];
  const windowAtoms = [atoms._NET_WM_STATE, atoms._NET_WM_DESKTOP, atoms._NET_WM_WINDOW_TYPE];

  const isFullScreen = (window: number) => known.get(window)?.isFullScreen === true;
  /** While none is in full screen, no place of a window makes a difference. */
  const dueAfterMove = (window: number): Due => {
    if (isFullScreen(window)) return 'now';
    return free.size > 0 || [...known.keys()].some(isFullScreen) ? 'soon' : 'never';
  };

  const withUnlisted = (listed: readonly number[], active: number | null) => {
    if (active !== null) unlisted.add(active);
    for (const window of listed) unlisted.delete(window);
    return [...listed, ...unlisted];
  };
  const describeManaged = async (list: readonly number[]) => {
    for (const window of known.keys()) if (!list.includes(window)) known.delete(window);
    const wanted = list.filter((window) => !known.has(window) || changed.has(window));
    changed.clear();
    // Also for those that are known: it may be another window with the number of one that was closed.
    for (const window of wanted) x.send(xRequest(CHANGE_ATTRIBUTES, 0, cardinals(window, EVENT_MASK, WINDOW_EVENTS)));
    const descriptions = await Promise.all(wanted.map((window) => questions.describe(window).catch(() => null)));
    wanted.forEach((window, index) => {
      const description = descriptions[index] ?? null;
      if (description !== null) known.set(window, description);
      else {
        known.delete(window);
        unlisted.delete(window);
      }
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

  return {
    async begin() {
      for (const window of await windows.order()) freeChanged.add(window);
    },
    note({ code, data }) {
      const [about, window] = [data.readUInt32LE(4), data.readUInt32LE(8)];
      if (code === PROPERTY_NOTIFY) {
        if (about === x.rootWindow) return rootAtoms.includes(window) ? 'now' : 'never';
        if (!known.has(about) || !windowAtoms.includes(window)) return 'never';
        changed.add(about);
        return 'now';
      }
      if (code === DESTROY_NOTIFY) {
        changed.add(window);
        return known.has(window) ? 'now' : 'never';
      }
      if (code !== MAP_NOTIFY && code !== UNMAP_NOTIFY && code !== CONFIGURE_NOTIFY) return 'never';
      const due = code === CONFIGURE_NOTIFY ? 'soon' : 'now';
      if (about !== x.rootWindow) {
        if (!known.has(about)) return 'never';
        changed.add(about);
        return due === 'now' ? due : dueAfterMove(about);
      }
      const isFree = code === MAP_NOTIFY && data.readUInt8(12) !== 0;
      if (!isFree && !free.has(window)) return 'never';
      freeChanged.add(window);
      return due;
    },
    async read() {
      const [listed, active, desktop] = await Promise.all([
        questions.managed(),
        questions.active(),
        questions.desktop(),
      ]);
      const list = withUnlisted(listed, active);
      await Promise.all([describeManaged(list), describeFree()]);
      const described = list.toReversed().flatMap((window) => known.get(window) ?? []);
      const isHere = ({ desktop: its }: Managed) =>
        desktop === null || its === null || its === ALL_DESKTOPS || its === desktop;
      const shown = described.map((each) => ({ ...each, isShown: each.isShown && isHere(each) }));
      return [...(await freeInFront()), ...frontWindows(shown, active, seesAll)];
    },
    dueStill() {
      const dues = [...changed].map(dueAfterMove);
      return dues.find((due) => due === 'now') ?? dues.find((due) => due === 'soon') ?? 'never';
    },
  };
}
