import type { BrowserWindow } from 'electron';
import type { Page } from '../../src-shared/pages.ts';
import type { Clock } from '../runtime/clock.ts';
import { createRestartPolicy } from '../runtime/restart-policy.ts';
import { createHangWatch } from './hang-watch.ts';

/** The window was closed before its page was loaded: nothing to recover from. */
const ERR_ABORTED = -3;

/**
 * From a window to its loaded page, on a machine that starts everything at once; a few hundred milliseconds are usual.
 * Chromium also waits that long for a page to begin, and then calls it unresponsive, but not one that hangs later.
 */
const LOAD_LIMIT_MS = 30_000;

export interface PageRecoveryOptions {
  readonly page: Page;
  readonly clock: Clock;
  readonly log: (message: string) => void;
  /** Called with a window whose page has ended. Destroy the window. Not called for a window that is not current. */
  readonly onEnd: (window: BrowserWindow) => void;
  /** Returns whether a window still is the one with the page. */
  readonly isCurrent: (window: BrowserWindow) => boolean;
  /** Called when a new window may be opened. */
  readonly onRestart: () => void;
  /** Called when a crash loop of the page begins and ends. */
  readonly onCrashLoop?: (inLoop: boolean) => void;
  /** Calls back when the GPU process has ended. @returns a function that ends that. */
  readonly onGpuEnd: (listener: () => void) => () => void;
}

/** Restarts a page that crashed, hangs, did not load or lost the GPU process, and pauses in a crash loop. */
export interface PageRecovery {
  /** Call with every new window. @returns a function that checks whether its page still answers. */
  watch(window: BrowserWindow): () => void;
  /** Return whether a restart is pending. */
  isWaiting(): boolean;
  stop(): void;
}

export function createPageRecovery(options: PageRecoveryOptions): PageRecovery {
  const { page, clock, log, isCurrent, onEnd, onRestart, onCrashLoop = () => {}, onGpuEnd } = options;
  const decide = createRestartPolicy(clock.nowMs);
  let cancelRestart: (() => void) | null = null;
  let isInCrashLoop = false;

  const setCrashLoop = (inLoop: boolean) => {
    if (inLoop === isInCrashLoop) return;
    isInCrashLoop = inLoop;
    onCrashLoop(inLoop);
  };

  const ended = (window: BrowserWindow, how: string) => {
    if (!isCurrent(window)) return;
    log(`${page} page ${how}`);
    const { delayMs, isCrashLoop } = decide();
    if (isCrashLoop) log(`${page} page ends again and again: not shown for ${delayMs / 1_000} s`);
    setCrashLoop(isCrashLoop);
    cancelRestart?.();
    cancelRestart = clock.setTimeout(() => {
      cancelRestart = null;
      setCrashLoop(false);
      onRestart();
    }, delayMs);
    onEnd(window);
  };

  return {
    watch(window) {
      const { webContents: contents } = window;
      const end = () => {
        // A page at a breakpoint does not hang.
        if (contents.isDestroyed() || contents.isDevToolsOpened() || contents.getOSProcessId() === 0) return;
        log(`${page} page hangs`);
        // Not forcefullyCrashRenderer(), which asks the process to crash itself: a stopped process can't.
        try {
          process.kill(contents.getOSProcessId(), 'SIGKILL');
        } catch {
          // It has just ended by itself.
        }
      };
      // Asked of the frame: a question to the contents that gets no answer, because the page hangs, keeps the window's
      // objects in memory for ever (Electron 33).
      const hangs = createHangWatch(clock, async () => contents.mainFrame.executeJavaScript('0'), end);
      // The first page may have been loaded before anybody watches it.
      const cancelLoadLimit = contents.isLoadingMainFrame() ? clock.setTimeout(end, LOAD_LIMIT_MS) : () => {};
      // Chromium draws most windows again by itself, but sometimes leaves one blank for good, whatever its page draws, also
      // when that is reloaded or the window hidden and shown (Electron 33: one time in ten).
      const unwatchGpu = onGpuEnd(() => {
        stop();
        ended(window, 'lost the GPU process');
      });
      const stop = () => {
        hangs.stop();
        cancelLoadLimit();
        unwatchGpu();
      };
      window.on('unresponsive', end);
      window.on('closed', stop);
      contents.on('did-finish-load', cancelLoadLimit);
      contents.on('render-process-gone', (_event, { reason }) => {
        stop();
        ended(window, `ended: ${reason}`);
      });
      contents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
        if (!isMainFrame) return;
        stop();
        if (code !== ERR_ABORTED) ended(window, `did not load: ${description}`);
      });
      return () => {
        // A page that is still loading has a limit of its own.
        if (!contents.isLoadingMainFrame()) hangs.check();
      };
    },
    isWaiting: () => cancelRestart !== null,
    stop() {
      cancelRestart?.();
      cancelRestart = null;
      setCrashLoop(false);
    },
  };
}
