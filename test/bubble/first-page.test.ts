import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { firstBounds, keepForBubble } from '../../src-main/bubble/first-page.ts';
import type { Display } from '../../src-main/windows/display-choice.ts';
import { arrange } from '../../src-main/windows/placement.ts';
import { CHANNEL } from '../../src-shared/bubble-contract.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/settings.ts';
import { createFakeClock } from '../fake-clock.ts';

const display = (id: number, x: number): Display => {
  const area = { x, y: 0, width: 1280, height: 800 };
  return { id, bounds: area, workArea: area, scaleFactor: 1 };
};
const DESKTOP = { displays: [display(1, 0), display(2, 1280)], primaryId: 2 };

describe('the window of the first page', () => {
  it('is where the bubble will be, on the primary display', () => {
    const { appearance, position } = DEFAULT_SETTINGS;
    const place = { anchor: position.anchor, offsetX: 0, offsetY: 0 };
    expect(firstBounds(DEFAULT_SETTINGS, DESKTOP)).toEqual(arrange(display(2, 1280), place, appearance, 3).bubble);
  });

  it('is where the user has dragged the bubble', () => {
    const place = { anchor: 'bottom-left', offsetX: 10, offsetY: -10 } as const;
    const position = { ...DEFAULT_SETTINGS.position, home: '1', places: { 1: place } };
    expect(firstBounds({ ...DEFAULT_SETTINGS, position }, DESKTOP)).toEqual(
      arrange(display(1, 0), place, DEFAULT_SETTINGS.appearance, 0).bubble,
    );
  });

  it('is none where there is no display, or the user wants no bubble', () => {
    expect(firstBounds(DEFAULT_SETTINGS, { displays: [], primaryId: 0 })).toBeNull();
    const behaviour = { ...DEFAULT_SETTINGS.behaviour, visibility: 'never' } as const;
    expect(firstBounds({ ...DEFAULT_SETTINGS, behaviour }, DESKTOP)).toBeNull();
  });
});

/** As much of a window as is looked at while it is kept. */
class FakeWindow extends EventEmitter {
  isDestroyed = false;
  readonly webContents = Object.assign(new EventEmitter(), { ipc: new EventEmitter() });
  destroy() {
    this.isDestroyed = true;
    this.emit('closed');
  }
}

function keep() {
  const window = new FakeWindow();
  const gpuListeners = new Set<() => void>();
  const loading = { window: window as unknown as BrowserWindow, painted: Promise.resolve() };
  const clock = createFakeClock();
  const page = keepForBubble(clock, loading, (listener) => {
    gpuListeners.add(listener);
    return () => gpuListeners.delete(listener);
  });
  return { window, loading, page, gpuListeners, clock };
}

describe('the first page', () => {
  it('is taken once', () => {
    const { loading, page } = keep();
    expect(page.take()).toBe(loading);
    expect(page.take()).toBeNull();
  });

  it.each(['crashed', 'failed to load', 'lost the GPU process', 'been closed'] as const)(
    'is not taken when it has %s, and leaves no window',
    (how) => {
      const { window, page, gpuListeners } = keep();
      if (how === 'crashed') window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
      if (how === 'failed to load') window.webContents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', '', true);
      if (how === 'lost the GPU process') for (const listener of gpuListeners) listener();
      if (how === 'been closed') window.destroy();
      expect(page.take()).toBeNull();
      expect(window.isDestroyed).toBe(true);
      expect(gpuListeners.size).toBe(0);
    },
  );

  it.each(['render-process-gone', 'did-fail-load'])('is left to its bubble once it is taken: %s', (event) => {
    const { window, page, gpuListeners } = keep();
    page.take();
    window.webContents.emit(event);
    expect(window.isDestroyed).toBe(false);
    expect(gpuListeners.size).toBe(0);
  });

  it('lets the rest of the app wait until it has asked for its state', async () => {
    const { window, page, clock } = keep();
    const onAsked = vi.fn();
    void page.asked.then(onAsked);
    clock.advance(499);
    await Promise.resolve();
    expect(onAsked).not.toHaveBeenCalled();
    window.webContents.ipc.emit(CHANNEL.ready);
    await page.asked;
    expect(clock.pending()).toBe(0);
  });

  it.each(['is late', 'has crashed'])('lets nothing wait for it when it %s', async (how) => {
    const { window, page, clock } = keep();
    if (how === 'is late') clock.advance(500);
    else window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    await page.asked;
    expect(clock.pending()).toBe(0);
  });
});
