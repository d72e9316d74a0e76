import type { BrowserWindow } from 'electron';
import type { Page } from '../../src-shared/pages.ts';
import type { Clock } from '../runtime/clock.ts';
import { createRestartPolicy } from '../runtime/restart-policy.ts';
import { createHangWatch } from './hang-watch.ts';

/** The window was given up before its page was there: nothing to recover from. */
const ERR_ABORTED = -3;

/**
 * From a window to its loaded page, also on a machine that starts everything at once; a few hundred milliseconds are usual.
 * Chromium waits as long for a page to begin, and calls it unresponsive then, but not one that hangs after that.
 */
const LOAD_LIMIT_MS = 30_000;

export interface PageRecoveryOptions {
  readonly page: Page;
  readonly clock: Clock;
  readonly log: (message: string) => void;
  /** Called with a window whose page has ended, which is to be given up. Not called when `isCurrent` says no. */
  readonly onEnd: (window: BrowserWindow) => void;
  /** Whether a window is still the one that shows the page. */
  readonly isCurrent: (window: BrowserWindow) => boolean;
  /** Called when the page may be made again. */
  readonly onRestart: () => void;
  /** Called when a crash loop of the page begins and ends. */
  readonly onCrashLoop?: (inLoop: boolean) => void;
}

/** Brings a page back that crashed, hangs or did not load, though not without end. */
export interface PageRecovery {
  /** To be called with every new window. @returns what asks its page for a sign of life. */
  watch(window: BrowserWindow): () => void;
  /** Whether the page is not to be made again yet. */
  isWaiting(): boolean;
  stop(): void;
}

export function createPageRecovery(options: PageRecoveryOptions): PageRecovery {
  const { page, clock, log, isCurrent, onEnd, onRestart, onCrashLoop = () => {} } = options;
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
        // A page that stands at a breakpoint does not hang.
        if (contents.isDestroyed() || contents.isDevToolsOpened() || contents.getOSProcessId() === 0) return;
        log(`${page} page hangs`);
        // Not forcefullyCrashRenderer(), which asks the process to crash itself, and nothing comes of that if it is stopped.
        try {
          process.kill(contents.getOSProcessId(), 'SIGKILL');
        } catch {
          // It has just ended by itself.
        }
      };
      const hangs = createHangWatch(clock, () => contents.executeJavaScript('0'), end);
      const cancelLoadLimit = clock.setTimeout(end, LOAD_LIMIT_MS);
      const stop = () => {
        hangs.stop();
        cancelLoadLimit();
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
        // One that is still loading is not late with an answer; it has a limit of its own.
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
