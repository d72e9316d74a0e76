import type { BrowserWindow } from 'electron';
import { CHANNEL } from '../../src-shared/bubble-contract.ts';
import type { Settings } from '../../src-shared/settings.ts';
import type { Clock } from '../runtime/clock.ts';
import { chosenDisplays, type Desktop, placeOn } from '../windows/display-choice.ts';
import type { LoadingPage } from '../windows/load-page.ts';
import { arrange, type Rectangle } from '../windows/placement.ts';

/** The page of the first bubble, which loads while the rest of the app does. The first bubble takes it instead of one of its own. */
export interface FirstPage {
  /** Return the page, once; null when it has been taken or has ended. */
  take(): LoadingPage | null;
  /** Resolves when the page has asked for its state, has ended, or is late: until then its process waits for main's answers. */
  readonly asked: Promise<void>;
}

/** A page asks within 50 ms. The rest of the app waits no longer than this for one. */
const ASK_LIMIT_MS = 500;

/**
 * Return where the first bubble will be, as far as it is known before any assistant is; null when there will be none at first. The
 * display of the user is not known yet, and the window moves there when it is shown. Pure.
 */
export function firstBounds({ appearance, behaviour, position }: Settings, desktop: Desktop): Rectangle | null {
  const [display] = chosenDisplays(desktop, position, null);
  if (display === undefined || behaviour.visibility === 'never') return null;
  return arrange(display, placeOn(display.id, position), appearance, 0).bubble;
}

/**
 * Keep a page until a bubble takes it, which then looks after it (page-recovery.ts). One that ends before is not worth keeping.
 * @param onGpuEnd calls back when the GPU process has ended, and returns a function that ends that.
 */
export function keepForBubble(
  clock: Clock,
  page: LoadingPage,
  onGpuEnd: (listener: () => void) => () => void,
): FirstPage {
  // Nothing else may hold the window, which would stay in memory after its end: none of the functions here may use `page`.
  let kept: LoadingPage | null = page;
  const take = () => {
    const taken = kept;
    kept = null;
    unwatchGpu();
    return taken;
  };
  const end = () => take()?.window.destroy();
  const unwatchGpu = onGpuEnd(end);
  page.window.once('closed', take);
  page.window.webContents.once('render-process-gone', end);
  page.window.webContents.once('did-fail-load', end);
  return { take, asked: questionOf(clock, page.window) };
}

/** Return a promise that resolves when the page of a window has asked for its state, has ended, or is late. */
function questionOf(clock: Clock, window: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    const cancelLimit = clock.setTimeout(resolve, ASK_LIMIT_MS);
    const go = () => {
      cancelLimit();
      resolve();
    };
    window.webContents.ipc.once(CHANNEL.ready, go);
    window.once('closed', go);
  });
}
