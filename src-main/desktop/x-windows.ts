import { cardinals, ROOT_EVENTS, type XConnection, type XEvent, xRequest } from './x-connection.ts';

/** The windows of an X server, and their order. https://www.x.org/releases/current/doc/xproto/x11protocol.html */

const GET_ATTRIBUTES = 3;
const CONFIGURE = 12;
const GET_GEOMETRY = 14;
const QUERY_TREE = 15;
const GET_ATOM_NAME = 17;
const GET_PROPERTY = 20;

const ATOM_TYPE = 4;
/** More names than a window has in one property. */
const NAMES_MAX = 64;
/** Where the value begins in the reply to GetProperty, and the name in that to GetAtomName. */
const VALUE_OFFSET = 32;

const SIBLING_AND_STACK_MODE = (1 << 5) | (1 << 6);
const ABOVE = 0;
const BELOW = 1;

const MAP_NOTIFY = 19;
const REPARENT_NOTIFY = 21;
const CONFIGURE_NOTIFY = 22;
const CIRCULATE_NOTIFY = 26;

const INPUT_ONLY = 2;
const VIEWABLE = 2;

/** A window manager puts it on each window that it manages (https://www.x.org/releases/current/doc/xorg-docs/icccm/icccm.html). */
const MANAGED_PROPERTY = 'WM_STATE';
/** How deep in a frame a window manager puts a window: i3 one level, others two. */
const FRAME_DEPTH = 2;

/** An event after which the order of the windows may be another. */
export interface OrderChange {
  readonly window: number;
  /** The window that it lies on now, 0 for none; null when the event does not say. */
  readonly lowerSibling: number | null;
}

/** The windows directly on the desktop, which are the children of the root window. */
export interface XWindows {
  /** Select whether to get events about them. */
  select(isSelected: boolean): void;
  /** Return them, the lowest first. @throws when the connection ends. */
  order(): Promise<readonly number[]>;
  /**
   * Return whether a window can be seen and is one of a program's ordinary ones, or the frame of one. Menus and screen lockers
   * are not. @throws when the connection ends.
   */
  isManaged(window: number): Promise<boolean>;
  /** Return whether a window can be seen, and whether it asks the window manager. @throws like `ask` of a connection. */
  attributesOf(window: number): Promise<{ readonly isViewable: boolean; readonly asksManager: boolean }>;
  /** Return the names in a property of a window, such as its types; none if it has no such property. @throws likewise. */
  namesIn(window: number, property: string): Promise<readonly string[]>;
  /** Return the bits of a window's pixels. @throws likewise. */
  depthOf(window: number): Promise<number>;
  /** Put a window directly above another one. It is no error if one of them does not exist. */
  putAbove(window: number, lower: number): void;
  /** Put a window directly below another one, likewise. */
  putBelow(window: number, upper: number): void;
}

/** @throws when the connection ends. */
export async function windowsOf(x: XConnection): Promise<XWindows> {
  const managedProperty = await x.atom(MANAGED_PROPERTY);

  const children = async (window: number) => {
    const reply = await x.ask(xRequest(QUERY_TREE, 0, cardinals(window)));
    return Array.from({ length: reply.readUInt16LE(16) }, (_, index) => reply.readUInt32LE(VALUE_OFFSET + 4 * index));
  };
  const attributes = async (window: number) => {
    const reply = await x.ask(xRequest(GET_ATTRIBUTES, 0, cardinals(window)));
    return {
      isViewable: reply.readUInt8(26) === VIEWABLE && reply.readUInt16LE(12) !== INPUT_ONLY,
      asksManager: reply.readUInt8(27) === 0,
    };
  };
  const nameOf = async (atom: number) => {
    const reply = await x.ask(xRequest(GET_ATOM_NAME, 0, cardinals(atom)));
    return reply.subarray(VALUE_OFFSET, VALUE_OFFSET + reply.readUInt16LE(8)).toString();
  };
  const isMarked = async (window: number, depth: number): Promise<boolean> => {
    const reply = await x.ask(xRequest(GET_PROPERTY, 0, cardinals(window, managedProperty, 0, 0, 0)));
    if (reply.readUInt32LE(8) !== 0) return true;
    if (depth === 0) return false;
    const marked = await Promise.all((await children(window)).map((child) => isMarked(child, depth - 1)));
    return marked.includes(true);
  };

  const put = (window: number, sibling: number, mode: number) =>
    x.send(xRequest(CONFIGURE, 0, cardinals(window, SIBLING_AND_STACK_MODE, sibling, mode)));

  return {
    select: (isSelected) => x.selectOnRoot(ROOT_EVENTS.children, isSelected),
    order: () => children(x.rootWindow),
    async isManaged(window) {
      const { isViewable, asksManager } = await attributes(window);
      // Frames of i3, openbox and others ask no window manager either.
      return isViewable && (asksManager || isMarked(window, FRAME_DEPTH));
    },
    attributesOf: attributes,
    async namesIn(window, property) {
      const body = cardinals(window, await x.atom(property), ATOM_TYPE, 0, NAMES_MAX);
      const reply = await x.ask(xRequest(GET_PROPERTY, 0, body));
      const atoms = Array.from({ length: reply.readUInt32LE(16) }, (_, index) =>
        reply.readUInt32LE(VALUE_OFFSET + 4 * index),
      );
      return Promise.all(atoms.map(nameOf));
    },
    async depthOf(window) {
      return (await x.ask(xRequest(GET_GEOMETRY, 0, cardinals(window)))).readUInt8(1);
    },
    putAbove: (window, lower) => put(window, lower, ABOVE),
    putBelow: (window, upper) => put(window, upper, BELOW),
  };
}

/** Return the change of the order that an event tells; null for other events. */
export function orderChangeOf({ code, data }: XEvent): OrderChange | null {
  if (code === CONFIGURE_NOTIFY) return { window: data.readUInt32LE(8), lowerSibling: data.readUInt32LE(12) };
  const isOther = code === MAP_NOTIFY || code === REPARENT_NOTIFY || code === CIRCULATE_NOTIFY;
  return isOther ? { window: data.readUInt32LE(8), lowerSibling: null } : null;
}
