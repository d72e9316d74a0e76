import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import type { BrowserWindow } from 'electron';
import { describe, expect, it } from 'vitest';
import { createPageRecovery } from '../../src-main/windows/page-recovery.ts';
import { createFakeClock } from '../fake-clock.ts';

/** As much of a window as the recovery looks at. */
class FakeWindow extends EventEmitter {
  processId = 0;
  isLoading = true;
  readonly webContents = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    isDevToolsOpened: () => false,
    isLoadingMainFrame: () => this.isLoading,
    getOSProcessId: () => this.processId,
    mainFrame: { executeJavaScript: () => Promise.resolve(0) },
  });
}

/** @param isLoading whether its pages still load when they are watched. */
function start({ isLoading = true } = {}) {
  const clock = createFakeClock();
  const loops: (readonly [atMs: number, inLoop: boolean])[] = [];
  const logged: string[] = [];
  let current: FakeWindow;
  let restarts = -1;
  const gpuListeners = new Set<() => void>();
  const recovery = createPageRecovery({
    page: 'bubble',
    clock,
    log: (message) => logged.push(message),
    isCurrent: (window) => window === (current as unknown as BrowserWindow),
    onEnd() {},
    onRestart: open,
    onCrashLoop: (inLoop) => loops.push([clock.nowMs(), inLoop]),
    onGpuEnd(listener) {
      gpuListeners.add(listener);
      return () => gpuListeners.delete(listener);
    },
  });
  function open() {
    restarts += 1;
    current = new FakeWindow();
    current.isLoading = isLoading;
    recovery.watch(current as unknown as BrowserWindow);
  }
  open();
  return {
    clock,
    recovery,
    loops,
    logged,
    restarts: () => restarts,
    page: () => current,
    endGpu() {
      for (const listener of [...gpuListeners]) listener();
    },
    gpuListeners,
    crash: () => current.webContents.emit('render-process-gone', {}, { reason: 'crashed' }),
  };
}

describe('a page that ends again and again', () => {
  it('is given a rest after the sixth time in a minute, and says when that begins and ends', () => {
    const { clock, recovery, loops, restarts, crash } = start();
    for (let crashes = 1; crashes <= 5; crashes += 1) {
      crash();
      clock.advance(1_000);
    }
    expect(restarts()).toBe(5);
    expect(loops).toEqual([]);
    crash();
    expect(loops).toEqual([[5_000, true]]);
    expect(recovery.isWaiting()).toBe(true);
    clock.advance(60_000);
    expect(loops).toEqual([
      [5_000, true],
      [65_000, false],
    ]);
    expect(restarts()).toBe(6);
    crash();
    clock.advance(1_000);
    expect(restarts()).toBe(7);
    expect(loops).toHaveLength(2);
  });

  it('leaves the crash loop when it is given up', () => {
    const { clock, recovery, loops, crash } = start();
    for (let crashes = 1; crashes <= 6; crashes += 1) {
      crash();
      clock.advance(300);
    }
    recovery.stop();
    expect(loops.map(([, inLoop]) => inLoop)).toEqual([true, false]);
    expect(clock.pending()).toBe(0);
  });
});

describe('a page that hangs while it loads', () => {
  it('is ended after half a minute [REL-PAGE-HANGS-LOADING]', async () => {
    const { clock, logged, page } = start();
    const hung = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)']);
    const end = once(hung, 'exit');
    page().processId = hung.pid ?? 0;
    clock.advance(29_000);
    expect(logged).toEqual([]);
    clock.advance(1_000);
    expect(await end).toEqual([null, 'SIGKILL']);
  });

  it.each(['loaded', 'failed', 'closed', 'crashed'] as const)('is not waited for any longer when it has %s', (how) => {
    const { clock, page, recovery, crash } = start();
    if (how === 'loaded') page().webContents.emit('did-finish-load');
    if (how === 'failed') page().webContents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', '', true);
    if (how === 'closed') page().emit('closed');
    if (how === 'crashed') crash();
    recovery.stop();
    expect(clock.pending()).toBe(0);
  });
});

it('has no time to load in when it has been loaded before anybody watches it', () => {
  const { clock, recovery } = start({ isLoading: false });
  recovery.stop();
  expect(clock.pending()).toBe(0);
});

describe('the end of the GPU process', () => {
  it('ends the page, because its window may stay blank, and a new one follows', () => {
    const { clock, endGpu, gpuListeners, restarts, logged } = start();
    endGpu();
    expect(logged).toEqual(['bubble page lost the GPU process']);
    clock.advance(1_000);
    expect(restarts()).toBe(1);
    expect(gpuListeners.size).toBe(1);
  });

  it('means nothing to a window that is closed', () => {
    const { page, gpuListeners } = start();
    page().emit('closed');
    expect(gpuListeners.size).toBe(0);
  });
});
