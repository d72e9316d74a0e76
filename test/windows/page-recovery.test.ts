import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { describe, expect, it } from 'vitest';
import { createPageRecovery } from '../../src-main/windows/page-recovery.ts';
import { createFakeClock } from '../fake-clock.ts';

/** As much of a window as the recovery looks at. */
class FakeWindow extends EventEmitter {
  readonly webContents = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    isDevToolsOpened: () => false,
    isLoadingMainFrame: () => false,
    getOSProcessId: () => 0,
    executeJavaScript: () => Promise.resolve(0),
  });
}

function start() {
  const clock = createFakeClock();
  const rests: (readonly [atMs: number, resting: boolean])[] = [];
  let current: FakeWindow;
  let restarts = -1;
  const recovery = createPageRecovery({
    page: 'bubble',
    clock,
    log() {},
    isCurrent: (window) => window === (current as unknown as BrowserWindow),
    onEnd() {},
    onRestart: open,
    onRest: (resting) => rests.push([clock.nowMs(), resting]),
  });
  function open() {
    restarts += 1;
    current = new FakeWindow();
    recovery.watch(current as unknown as BrowserWindow);
  }
  open();
  return {
    clock,
    recovery,
    rests,
    restarts: () => restarts,
    crash: () => current.webContents.emit('render-process-gone', {}, { reason: 'crashed' }),
  };
}

describe('a page that ends again and again', () => {
  it('is given a rest after the sixth time in a minute, and says when that begins and ends', () => {
    const { clock, recovery, rests, restarts, crash } = start();
    for (let crashes = 1; crashes <= 5; crashes += 1) {
      crash();
      clock.advance(1_000);
    }
    expect(restarts()).toBe(5);
    expect(rests).toEqual([]);
    crash();
    expect(rests).toEqual([[5_000, true]]);
    expect(recovery.isWaiting()).toBe(true);
    clock.advance(60_000);
    expect(rests).toEqual([
      [5_000, true],
      [65_000, false],
    ]);
    expect(restarts()).toBe(6);
    crash();
    clock.advance(1_000);
    expect(restarts()).toBe(7);
    expect(rests).toHaveLength(2);
  });

  it('rests no more when it is given up', () => {
    const { clock, recovery, rests, crash } = start();
    for (let crashes = 1; crashes <= 6; crashes += 1) {
      crash();
      clock.advance(300);
    }
    recovery.stop();
    expect(rests.map(([, resting]) => resting)).toEqual([true, false]);
    expect(clock.pending()).toBe(0);
  });
});
