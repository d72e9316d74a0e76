import type { GuardNumbers } from '../../src-shared/diagnostics-contract.ts';
import type { Follower } from '../desktop/keep-connected.ts';
import type { XConnection } from '../desktop/x-connection.ts';
import { type ShapeChange, shapesOf, type XShapes } from '../desktop/x-shape.ts';
import { type OrderChange, orderChangeOf, windowsOf, type XWindows } from '../desktop/x-windows.ts';
import { areInOrder, raisesAbove, windowsAbove } from './window-order.ts';

/**
 * A program that raises itself whenever it is covered would otherwise keep both busy: after so many raises within so short
 * a time there are no more until one of our windows is shown.
 */
export const RAISES_MAX = 20;
export const RAISES_WITHIN_MS = 2_000;

/** A window of ours, as the guard knows it. Nothing happens to it after `close`. */
export interface GuardedWindow {
  /** Call when it has been shown: it belongs above the windows of other programs. */
  show(): void;
  hide(): void;
  close(): void;
}

/** A window of ours, by its number at the X server. */
export interface OwnWindow {
  readonly window: number;
  /** Whether it takes clicks where it draws. */
  readonly takesClicks: boolean;
}

/**
 * Keeps windows on an X server as they were set up, over a connection of its own and without timers: Chromium and window
 * managers do not. It puts back the input shape when somebody has wiped it, as Electron does from 43.2 on
 * (https://github.com/electron/electron/issues/52456), and raises the windows above one that a window manager has put on
 * top: Electron's `moveTop` asks the window manager, which ignores it for windows that it does not manage, such as these.
 */
export interface WindowGuard {
  readonly follower: Follower<XConnection>;
  /**
   * Guard a window. The bubble's lets all clicks through; the controls' takes them where it draws.
   * @param window its number at the X server. @param takesClicks whether it takes clicks where it draws.
   */
  add(window: number, takesClicks: boolean): GuardedWindow;
  isOn(): boolean;
  numbers(): GuardNumbers;
  /** Return whether all windows that are open can be transparent; true where no server says it. */
  areTransparent(): Promise<boolean>;
  /** Return the windows that are open, the lowest first. */
  windows(): readonly OwnWindow[];
}

/** With an alpha channel. */
const TRANSPARENT_DEPTH = 32;

interface Guarded extends OwnWindow {
  isShown: boolean;
}

interface Server {
  readonly shapes: XShapes;
  readonly windows: XWindows;
}

/** Return whether a change of a window's shape leaves it with a wrong input shape. */
export function needsInputShape(takesClicks: boolean, { kind, isShaped, isEmpty }: ShapeChange): boolean {
  // Our own requests come back as changes too.
  if (takesClicks) return kind === 'bounding' || (kind === 'input' && !isShaped);
  return kind === 'input' && !isEmpty;
}

/**
 * @param nowMs a monotonic clock, in milliseconds.
 * @param isComposited whether windows keep their pictures while they are covered.
 */
export function createWindowGuard(nowMs: () => number, isComposited: () => boolean): WindowGuard {
  /** The lowest first. */
  let guarded: readonly Guarded[] = [];
  let server: Server | null = null;
  let repairs = 0;
  let raises = 0;
  /** The times of the latest raises. */
  let raisedAtMs: readonly number[] = [];
  let isChecking = false;
  let hasChanged = false;
  let lastChange: OrderChange | null = null;

  const shown = () => guarded.filter(({ isShown }) => isShown).map(({ window }) => window);

  const shape = ({ shapes }: Server, { window, takesClicks }: Guarded) => {
    if (takesClicks) shapes.boundInput(window);
    else shapes.emptyInput(window);
  };

  /** Begin with a window. The connection is not Chromium's, so the server may not know the window before it is shown. */
  const begin = (to: Server, one: Guarded) => {
    // In this order, so that no change is missed.
    to.shapes.select(one.window);
    shape(to, one);
  };

  const putInOrder = ({ windows }: Server, lowest: number, others: readonly number[]) => {
    for (const { window, above } of raisesAbove(lowest, others)) windows.putAbove(window, above);
  };

  /** Hidden windows as well: controls that stayed below would lie under the bubble when they are shown. */
  const raise = (to: Server, covering: number) => {
    raisedAtMs = [...raisedAtMs, nowMs()].slice(-RAISES_MAX);
    raises += 1;
    putInOrder(
      to,
      covering,
      guarded.map(({ window }) => window),
    );
  };

  const mayRaise = () => {
    const [first] = raisedAtMs;
    return first === undefined || raisedAtMs.length < RAISES_MAX || nowMs() - first > RAISES_WITHIN_MS;
  };

  /** Raise our windows if a window of another program is above one of them, or put the controls above the bubble again. */
  const checkOrder = async (of: Server) => {
    const ours = shown();
    const [lowest, ...others] = ours;
    if (lowest === undefined || !mayRaise()) return;
    const order = await of.windows.order();
    const above = windowsAbove(order, ours);
    // A window may have gone since.
    const managed = await Promise.all(above.map((window) => of.windows.isManaged(window).catch(() => false)));
    const covering = above.find((_, index) => managed[index]);
    if (covering !== undefined) raise(of, covering);
    else if (!areInOrder(order, ours)) putInOrder(of, lowest, others);
  };

  const checkSoon = async () => {
    hasChanged = true;
    if (isChecking) return;
    isChecking = true;
    // It rejects when the connection ends.
    while (hasChanged && server !== null) {
      hasChanged = false;
      await checkOrder(server).catch(() => {});
    }
    isChecking = false;
  };

  const onShape = (of: Server, change: ShapeChange) => {
    const one = guarded.find(({ window }) => window === change.window);
    if (one === undefined || !needsInputShape(one.takesClicks, change)) return;
    if (change.kind === 'input') repairs += 1;
    shape(of, one);
    if (change.kind === 'bounding') announceShape(of, one);
  };

  /** marco 1.26 draws a new shape only after another change of the window, such as of its place in the order. */
  const announceShape = ({ windows }: Server, { window, isShown }: Guarded) => {
    const bubble = shown().findLast((other) => other !== window);
    if (!isShown || bubble === undefined || !isComposited()) return;
    windows.putBelow(window, bubble);
    windows.putAbove(window, bubble);
  };

  const onOrder = (change: OrderChange) => {
    const before = lastChange;
    lastChange = change;
    // A window that lies on the same one as in the event before has only been moved.
    const isMove = change.lowerSibling !== null && change.lowerSibling === before?.lowerSibling;
    if (isMove && change.window === before?.window) return;
    if (!guarded.some(({ window }) => window === change.window)) void checkSoon();
  };

  /** While no window is shown, nothing can cover one. */
  const watchOrder = () => {
    lastChange = null;
    server?.windows.select(shown().length > 0);
  };

  return {
    follower: {
      async begin(x) {
        const [shapes, windows] = await Promise.all([shapesOf(x), windowsOf(x)]);
        if (shapes === null) throw new Error('the X server knows no shapes');
        const current = { shapes, windows };
        x.onEvent((event) => {
          if (server !== current) return;
          const change = shapes.changeOf(event);
          if (change !== null) return onShape(current, change);
          const order = orderChangeOf(event);
          if (order !== null) onOrder(order);
        });
        server = current;
        for (const one of guarded) begin(current, one);
        watchOrder();
        await checkSoon();
      },
      end() {
        server = null;
      },
    },
    add(window, takesClicks) {
      const one: Guarded = { window, takesClicks, isShown: false };
      guarded = [...guarded, one].toSorted((a, b) => Number(a.takesClicks) - Number(b.takesClicks));
      if (server !== null) begin(server, one);
      return {
        show() {
          one.isShown = true;
          raisedAtMs = [];
          if (server === null) return;
          begin(server, one);
          watchOrder();
          void checkSoon();
        },
        hide() {
          one.isShown = false;
          watchOrder();
        },
        close() {
          guarded = guarded.filter((each) => each !== one);
          watchOrder();
        },
      };
    },
    isOn: () => server !== null,
    numbers: () => ({ isOn: server !== null, repairs, raises }),
    async areTransparent() {
      const at = server;
      if (at === null) return true;
      // A window may have gone since.
      const depths = guarded.map(({ window }) => at.windows.depthOf(window).catch(() => TRANSPARENT_DEPTH));
      return (await Promise.all(depths)).every((depth) => depth === TRANSPARENT_DEPTH);
    },
    windows: () => guarded.map(({ window, takesClicks }) => ({ window, takesClicks })),
  };
}
