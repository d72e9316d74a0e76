/** The overlay's pages and processes, and the resources of its main process. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningOverlay } from './overlay-driver.ts';

export type PageName = 'bubble' | 'controls' | 'settings';

/** A page with a visible window. */
export interface ShownPage {
  /** Its process. */
  readonly pid: number;
  readonly text: string;
}

/** Return a page with a visible window; null when there is none. */
export function shownPage(overlay: RunningOverlay, page: PageName): Promise<ShownPage | null> {
  return overlay.app.evaluate(async ({ BrowserWindow }, name) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().endsWith(`/${name}.html`),
    );
    if (!window?.isVisible() || window.webContents.isLoadingMainFrame()) return null;
    const pid = window.webContents.getOSProcessId();
    // A page that dies meanwhile never answers. Electron would keep a question to `webContents`, with the window.
    const words: unknown = await Promise.race([
      window.webContents.mainFrame.executeJavaScript('document.body.innerText').catch(() => null),
      new Promise((resolve) => setTimeout(resolve, 300)),
    ]);
    return pid === 0 || typeof words !== 'string' ? null : { pid, text: words };
  }, page);
}

/** Return the GPU process. */
export async function gpuProcess(overlay: RunningOverlay): Promise<number> {
  const pid = await overlay.app.evaluate(({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid);
  if (pid === undefined) throw new Error('there is no GPU process');
  return pid;
}

/**
 * Emit an event of the system's power in the overlay, in a turn of its own. Code that Playwright evaluates may run in the
 * middle of other code, even of Node's, which throws when a socket ends while it delivers data.
 */
export function emitPower(overlay: RunningOverlay, event: 'suspend' | 'resume' | 'unlock-screen'): Promise<void> {
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

/** The resources of the main process. */
export interface Resources {
  readonly files: number;
  readonly timers: number;
  readonly sockets: number;
  readonly heapBytes: number;
  readonly residentBytes: number;
}

/** Measure the main process after a garbage collection. */
export async function measureResources(overlay: RunningOverlay): Promise<Resources> {
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

/** Return the lines of the overlay's log. */
export function logLines(overlay: Pick<RunningOverlay, 'profile'>): string[] {
  try {
    return readFileSync(join(overlay.profile, 'logs/overlay.log'), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}
