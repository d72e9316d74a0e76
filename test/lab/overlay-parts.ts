/** The overlay's pages and processes, and the resources of its main process. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningOverlay } from './overlay-driver.ts';

export type PageName = 'bubble' | 'controls' | 'settings';

/** What a page shows; null when it has no window on the screen. */
export interface ShownPage {
  /** The process that draws it. */
  readonly pid: number;
  readonly text: string;
}

/** A page whose window is on the screen, as main finds it; null when there is none. */
export function shownPage(overlay: RunningOverlay, page: PageName): Promise<ShownPage | null> {
  return overlay.app.evaluate(async ({ BrowserWindow }, name) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().includes(name));
    if (!window?.isVisible() || window.webContents.isLoadingMainFrame()) return null;
    const pid = window.webContents.getOSProcessId();
    // A page that dies meanwhile never answers.
    const words: unknown = await Promise.race([
      window.webContents.executeJavaScript('document.body.innerText').catch(() => null),
      new Promise((resolve) => setTimeout(resolve, 300)),
    ]);
    return pid === 0 || typeof words !== 'string' ? null : { pid, text: words };
  }, page);
}

/** The process that draws what all pages show. */
export async function gpuProcess(overlay: RunningOverlay): Promise<number> {
  const pid = await overlay.app.evaluate(({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid);
  if (pid === undefined) throw new Error('there is no GPU process');
  return pid;
}

/**
 * Has the overlay hear of sleep, waking or unlocking as from the system: in a turn of its own. What Playwright evaluates
 * may run in the middle of other code, even of Node's, which throws when a socket is ended while it hands over its data.
 */
export function tellPower(overlay: RunningOverlay, event: 'suspend' | 'resume' | 'unlock-screen'): Promise<void> {
  return overlay.app.evaluate(
    ({ powerMonitor }, name) =>
      new Promise<void>((resolve) => {
        setImmediate(() => {
          powerMonitor.emit(name as 'resume');
          resolve();
        });
      }),
    event,
  );
}

/** What the main process holds. */
export interface Holdings {
  readonly files: number;
  readonly timers: number;
  readonly sockets: number;
  readonly heapBytes: number;
  readonly residentBytes: number;
}

/** What the main process holds after having put away its garbage. */
export async function holdings(overlay: RunningOverlay): Promise<Holdings> {
  const inside = await overlay.app.evaluate(async () => {
    const v8 = process.getBuiltinModule('node:v8');
    const vm = process.getBuiltinModule('node:vm');
    v8.setFlagsFromString('--expose-gc');
    const collect: unknown = vm.runInNewContext('gc');
    if (typeof collect === 'function') collect();
    const resources = process.getActiveResourcesInfo();
    return {
      timers: resources.filter((name) => name === 'Timeout').length,
      sockets: resources.filter((name) => name === 'TCPSocketWrap').length,
      heapBytes: process.memoryUsage().heapUsed,
    };
  });
  const pid = overlay.app.process().pid ?? 0;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const residentKb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  return { ...inside, files: readdirSync(`/proc/${pid}/fd`).length, residentBytes: residentKb * 1_024 };
}

/** The lines of the overlay's log. */
export function logLines(overlay: Pick<RunningOverlay, 'profile'>): string[] {
  try {
    return readFileSync(join(overlay.profile, 'logs/overlay.log'), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}
