import { isDeepStrictEqual } from 'node:util';
import type { BrowserWindow } from 'electron';
import { CHANNEL, type PageLayout } from '../../src-shared/bubble-contract.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { Page } from '../../src-shared/pages.ts';
import { writeState } from '../../src-shared/state-message.ts';
import type { Clock } from '../runtime/clock.ts';
import { pageUrl } from '../security/app-scheme.ts';
import { keepAbove, openFloatingWindow } from './floating-window.ts';
import { createPageRecovery } from './page-recovery.ts';
import type { Rectangle } from './placement.ts';

/** From the call that shows a window to its being there, also on a slow machine. */
const SHOWING_MS = 150;

/** How a window is to be on the screen. */
export interface PageView {
  readonly bounds: Rectangle;
  /** What of the bounds draws and takes clicks, on the desktop as well; the rest belongs to the windows below. */
  readonly shape: Rectangle;
  /** What of the shape is left on a desktop that draws everything transparent black; null: all of it. */
  readonly cut: readonly Rectangle[] | null;
  readonly layout: PageLayout;
}

export interface PageWindowOptions {
  readonly page: Page;
  /** Whether the window takes clicks; one that does not never does (nothing toggles it, so that nothing can get stuck). */
  readonly clicks: boolean;
  readonly clock: Clock;
  readonly log: (message: string) => void;
  /** The window is made only then, however early it is to be seen. */
  readonly notBefore?: Promise<void>;
  /** Called when the page's process ended by itself; a new one follows. */
  readonly onPageEnd?: () => void;
  /** Called when a crash loop of the page begins and ends. */
  readonly onCrashLoop: (inLoop: boolean) => void;
}

/** A window of the overlay: made when it is first to be seen, and made again when its page crashes or hangs. */
export interface PageWindow {
  /** Settled when the first page is on the screen, if it is to be, or has ended before. */
  readonly settled: Promise<void>;
  /** Puts the window on the screen without giving it the focus. */
  show(view: PageView): void;
  hide(): void;
  /** Puts the window above the others again, if it is on the screen. */
  raise(): void;
  /** Sends the page a state; a page that is not there yet asks for it when it is. */
  send(state: OverlayState): void;
  /** To be called whenever something changes: a page that hangs by then is made again. */
  seeAlive(): void;
  /** The layout that was told last; null for the page of another window. @param pageId the id of its web contents. */
  layoutOf(pageId: number): PageLayout | null;
  /** Ends the window for good. */
  close(): void;
}

export function createPageWindow(options: PageWindowOptions): PageWindow {
  const { page, clicks, clock, log, notBefore, onPageEnd = () => {}, onCrashLoop } = options;
  let window: BrowserWindow | null = null;
  /** How the window is to be; null while it is to be hidden. */
  let wanted: PageView | null = null;
  /** Whether the page has been painted once; a transparent window that is shown before that may flash black. */
  let isPainted = false;
  /** How the window was put on the screen last. */
  let applied: PageView | null = null;
  let layout: PageLayout | null = null;
  /** Asks the page for a sign of life. */
  let seeAlive = () => {};
  let mayOpen = notBefore === undefined;
  /** How the window was to be while it might not be made yet: it is made then, even if it is to be hidden by now. */
  let early: PageView | null = null;
  void notBefore?.then(() => {
    mayOpen = true;
    if (early !== null) open(early);
  });
  let settle = () => {};
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });

  const recovery = createPageRecovery({
    page,
    clock,
    log,
    isCurrent: (ended) => ended === window,
    onEnd(ended) {
      window = null;
      ended.destroy();
      onPageEnd();
    },
    onRestart: () => apply(),
    onCrashLoop,
  });

  const open = (view: PageView) => {
    const opened = openWindow(view.bounds, clicks);
    window = opened;
    isPainted = false;
    applied = null;
    seeAlive = recovery.watch(opened);
    opened.once('ready-to-show', () => {
      if (window === opened) {
        isPainted = true;
        apply();
      }
      clock.setTimeout(settle, SHOWING_MS);
    });
    // By whatever closes windows, such as a window manager told to: the next one to be shown is a new one.
    opened.on('closed', () => {
      if (window === opened) window = null;
      settle();
    });
    // A failure is the recovery's business.
    void opened.loadURL(pageUrl(page)).catch(() => {});
  };

  /** Takes the window off the screen. A page that is hidden before its first painting is never painted. */
  const takeAway = () => {
    if (isPainted) window?.hide();
  };

  const apply = () => {
    if (wanted === null) {
      takeAway();
      return;
    }
    if (window === null) {
      if (!mayOpen) early = wanted;
      else if (!recovery.isWaiting()) open(wanted);
      return;
    }
    // Most states change nothing of it; a shape that is set again has the whole window drawn again.
    if (window.isVisible() && isDeepStrictEqual(wanted, applied) && standsAt(window, wanted)) return;
    const isHidden = !window.isVisible();
    if (isHidden && applied !== null && !isDeepStrictEqual(partsOf(wanted), partsOf(applied))) stir(window, wanted);
    setBounds(window, wanted);
    applied = wanted;
    if (isHidden) {
      window.showInactive();
      // Some window managers and full-screen programs put themselves above in the meantime.
      raise(window);
    }
  };

  return {
    settled,
    show(view) {
      wanted = view;
      if (!isDeepStrictEqual(view.layout, layout)) {
        layout = view.layout;
        // On the screen, the old picture would be seen at the new place, with the pill somewhere else, for a moment.
        takeAway();
        window?.webContents.send(CHANNEL.layout, layout);
      }
      if (window === null || isPainted) apply();
    },
    hide() {
      wanted = null;
      apply();
    },
    raise() {
      if (window?.isVisible()) raise(window);
    },
    send(state) {
      if (window === null) return;
      window.webContents.send(CHANNEL.state, writeState(state));
    },
    seeAlive() {
      if (window !== null) seeAlive();
    },
    layoutOf(pageId) {
      return window?.webContents.id === pageId ? layout : null;
    },
    close() {
      early = null;
      recovery.stop();
      const closing = window;
      window = null;
      wanted = null;
      closing?.destroy();
    },
  };
}

/** Where windows can be cut: `setShape` exists on Windows and X11. */
const CAN_BE_CUT = process.platform !== 'darwin';

/**
 * What is not in the shape is cut off rather than left out of the bounds where that is possible: a window that grows to
 * the left shows its old contents at its new left end until the page has drawn itself again.
 */
function setBounds(window: BrowserWindow, view: PageView): void {
  const { bounds } = view;
  const wanted = windowBounds(view);
  window.setBounds(wanted);
  // Windows applies the factor of the display that the window comes from; the second call is made on the new display.
  const { width, height } = window.getBounds();
  if (width !== wanted.width || height !== wanted.height) window.setBounds(wanted);
  if (!CAN_BE_CUT) return;
  window.setShape(partsOf(view).map((part) => ({ ...part, x: part.x - bounds.x, y: part.y - bounds.y })));
}

function partsOf({ shape, cut }: PageView): readonly Rectangle[] {
  return cut ?? [shape];
}

/**
 * Have the compositor look at the shape again when the hidden window comes back: give the window another size, until
 * `setBounds`. picom overlooks a shape that is set while the window is hidden, and also one that is set after showing it
 * unless picom has drawn the window in between; a size that has changed meanwhile has it ask for the shape.
 */
function stir(window: BrowserWindow, view: PageView): void {
  if (process.platform !== 'linux') return;
  const { x, y, width, height } = windowBounds(view);
  window.setBounds({ x, y, width, height: height + 1 });
}

function windowBounds({ bounds, shape }: PageView): Rectangle {
  return CAN_BE_CUT ? bounds : shape;
}

/** Whether a window is where it was put: others move windows too. */
function standsAt(window: BrowserWindow, view: PageView): boolean {
  const { x, y, width, height } = windowBounds(view);
  return isDeepStrictEqual(window.getBounds(), { x, y, width, height });
}

function openWindow(bounds: Rectangle, clicks: boolean): BrowserWindow {
  const window = openFloatingWindow('preload.cjs', {
    ...bounds,
    // On Linux the window manager then leaves the window alone: on top, on every workspace, without focus.
    focusable: false,
    acceptFirstMouse: true,
  });
  window.setIgnoreMouseEvents(!clicks);
  window.moveTop();
  return window;
}

function raise(window: BrowserWindow): void {
  keepAbove(window);
  window.moveTop();
}
