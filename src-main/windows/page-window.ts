import { isDeepStrictEqual } from 'node:util';
import type { BrowserWindow, WebContents } from 'electron';
import { CHANNEL, type PageLayout } from '../../src-shared/bubble-contract.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { Page } from '../../src-shared/pages.ts';
import { writeState } from '../../src-shared/state-message.ts';
import type { Clock } from '../runtime/clock.ts';
import { onGpuEnd } from '../runtime/gpu-crashes.ts';
import { keepAbove } from './floating-window.ts';
import { type LoadingPage, loadPage } from './load-page.ts';
import { createPageRecovery } from './page-recovery.ts';
import { announceNewShape, isAtPlace, placeWindow, type WindowPlace } from './place-window.ts';
import type { WindowGuard } from './window-guard.ts';

/** From the call that shows a window until it is on the screen of a slow machine. */
const SHOWING_MS = 150;

/** The place of a window, and the layout of its page. */
export interface PageView extends WindowPlace {
  readonly layout: PageLayout;
}

export interface PageWindowOptions {
  readonly page: Page;
  /** Whether the window takes clicks. Nothing toggles it, so that nothing can get stuck. */
  readonly clicks: boolean;
  readonly guard: WindowGuard;
  readonly clock: Clock;
  readonly log: (message: string) => void;
  /** Returns a page that has begun to load already, which is taken instead of a new one; null: there is none. */
  readonly takeBegun?: () => LoadingPage | null;
  /** Called when such a page has been taken. It may have asked for its state before anybody listened. */
  readonly onBegunTaken?: (contents: WebContents) => void;
  /** Opens no window before, even if `show` is called. */
  readonly notBefore?: Promise<void>;
  /** Called when the page has ended by itself; a new one follows. */
  readonly onPageEnd?: () => void;
  /** Called when a crash loop of the page begins and ends. */
  readonly onCrashLoop?: (inLoop: boolean) => void;
}

/** A window of the bubble. It opens when it is first shown, and again when its page has crashed or hung. */
export interface PageWindow {
  /** Resolves when the first page is on the screen, or has ended before that. */
  readonly firstShown: Promise<void>;
  /** Show the window without giving it the focus. */
  show(view: PageView): void;
  hide(): void;
  /** Put a visible window above the others again. */
  raise(): void;
  /** Open another window in its place, with a new page. */
  reopen(): void;
  /** Send the page a state. A page that is still loading asks for the state itself. */
  send(state: OverlayState): void;
  /** Send the page the microphone's level, from 0 to 1; null: unknown. */
  sendLevel(level: number | null): void;
  /** Restart the page if it hangs. Call after every change. */
  checkLiveness(): void;
  /** Return the layout of the page; null for a page of another window. @param pageId the id of its web contents. */
  layoutOf(pageId: number): PageLayout | null;
  /** Close the window for good. */
  close(): void;
}

export function createPageWindow(options: PageWindowOptions): PageWindow {
  const { page, clicks, guard, clock, log, notBefore } = options;
  const { takeBegun = () => null, onBegunTaken = () => {}, onPageEnd = () => {}, onCrashLoop = () => {} } = options;
  let window: BrowserWindow | null = null;
  /** The requested view; null for a hidden window. */
  let wanted: PageView | null = null;
  /** Whether the page has been painted once. A transparent window that is shown before may flash black. */
  let isPainted = false;
  /** The view that the window was shown with last. */
  let applied: PageView | null = null;
  let layout: PageLayout | null = null;
  let checkLiveness = () => {};
  let mayOpen = notBefore === undefined;
  /** Requested before `notBefore`; opened then even if already hidden again. */
  let early: PageView | null = null;
  void notBefore?.then(() => {
    mayOpen = true;
    if (early !== null) open(early);
  });
  let resolveFirstShown = () => {};
  const firstShown = new Promise<void>((resolve) => {
    resolveFirstShown = resolve;
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
    onGpuEnd,
  });

  const open = (view: PageView) => {
    const begun = takeBegun();
    const { window: opened, painted } = begun ?? loadPage(clock, page, view.bounds, clicks);
    guardWindow(opened, clicks, guard);
    window = opened;
    isPainted = false;
    applied = null;
    checkLiveness = recovery.watch(opened);
    if (begun !== null) onBegunTaken(opened.webContents);
    void painted.then(() => {
      if (window === opened) {
        isPainted = true;
        apply();
      }
      clock.setTimeout(resolveFirstShown, SHOWING_MS);
    });
    // Anything may close a window, such as the window manager. The next call of `show` opens a new one.
    opened.on('closed', () => {
      if (window === opened) window = null;
      resolveFirstShown();
    });
    return opened;
  };

  /** Hide the window. A page that is hidden before its first painting would never be painted. */
  const hide = () => {
    if (isPainted) window?.hide();
  };

  const apply = () => {
    if (wanted === null) {
      hide();
      return;
    }
    if (window === null) {
      if (!mayOpen) early = wanted;
      else if (!recovery.isWaiting()) open(wanted);
      return;
    }
    // Most states leave the place as it is. Setting the shape again would redraw the whole window.
    if (window.isVisible() && isDeepStrictEqual(wanted, applied) && isAtPlace(window, wanted)) return;
    const isHidden = !window.isVisible();
    if (isHidden && applied !== null) announceNewShape(window, applied, wanted);
    placeWindow(window, wanted);
    applied = wanted;
    if (isHidden) window.showInactive();
    // Chromium may forget it with either (https://github.com/electron/electron/issues/52456).
    if (!guard.isOn()) window.setIgnoreMouseEvents(!clicks);
    if (isHidden) {
      // Some window managers and full-screen programs have put themselves above meanwhile.
      raise(window);
    }
  };

  return {
    firstShown,
    show(view) {
      wanted = view;
      if (!isDeepStrictEqual(view.layout, layout)) {
        layout = view.layout;
        // A visible window would show its old picture at the new place for a moment.
        hide();
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
    reopen() {
      const before = window;
      const view = wanted ?? applied;
      if (before === null || view === null) return;
      onPageEnd();
      const next = open(view);
      const end = () => {
        if (!before.isDestroyed()) before.destroy();
      };
      // Until then, the user may still see the window before, and the new page gets the process that the pages share.
      next.once('ready-to-show', end);
      next.once('closed', end);
    },
    send(state) {
      if (window === null) return;
      window.webContents.send(CHANNEL.state, writeState(state));
    },
    sendLevel(level) {
      window?.webContents.send(CHANNEL.level, level);
    },
    checkLiveness() {
      if (window !== null) checkLiveness();
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

function guardWindow(window: BrowserWindow, clicks: boolean, guard: WindowGuard): void {
  const guarded = guard.add(window.getNativeWindowHandle().readUInt32LE(0), clicks);
  window.on('show', guarded.show);
  window.on('hide', guarded.hide);
  window.on('closed', guarded.close);
}

function raise(window: BrowserWindow): void {
  keepAbove(window);
  window.moveTop();
}
