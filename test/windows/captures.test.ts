import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createCaptures } from '../../src-main/windows/captures.ts';

/** A window that remembers its calls. */
class FakeWindow extends EventEmitter {
  readonly told: boolean[] = [];
  setContentProtection(isOn: boolean) {
    this.told.push(isOn);
  }
}

function withWindow(platform: NodeJS.Platform = 'win32') {
  const captures = createCaptures(platform);
  const window = new FakeWindow();
  captures.add(window);
  return { captures, window };
}

describe('a window', () => {
  it('is left alone unless the user wants it to be kept out of captures', () => {
    const { window } = withWindow();
    window.emit('show');
    expect(window.told).toEqual([]);
  });

  it('is kept out from now on, again after each time that it is shown, and in the end no more', () => {
    const { captures, window } = withWindow();
    captures.setKeptOut(true);
    captures.setKeptOut(true);
    expect(window.told).toEqual([true]);
    window.emit('show');
    expect(window.told).toEqual([true, true]);
    captures.setKeptOut(false);
    window.emit('show');
    expect(window.told).toEqual([true, true, false]);
  });

  it('that comes later is kept out before it is shown', () => {
    const captures = createCaptures('darwin');
    captures.setKeptOut(true);
    const window = new FakeWindow();
    captures.add(window);
    expect(window.told).toEqual([true]);
  });

  it('that has gone is not asked any more, and neither is any on Linux', () => {
    const { captures, window } = withWindow();
    window.emit('closed');
    captures.setKeptOut(true);
    const { captures: onLinux, window: other } = withWindow('linux');
    onLinux.setKeptOut(true);
    other.emit('show');
    expect([...window.told, ...other.told]).toEqual([]);
  });
});
