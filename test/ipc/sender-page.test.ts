import type { IpcMainEvent } from 'electron';
import { describe, expect, it } from 'vitest';
import { senderPage } from '../../src-main/ipc/sender-page.ts';

/** As much of an event as the check looks at. */
function event(url: string, where: 'main frame' | 'frame in the page' | 'frame that is gone'): IpcMainEvent {
  const mainFrame = { url };
  const senderFrame = { 'main frame': mainFrame, 'frame in the page': { url }, 'frame that is gone': null }[where];
  return { sender: { mainFrame }, senderFrame } as unknown as IpcMainEvent;
}

describe('the page that a message comes from [SEC-FORGED-MESSAGE]', () => {
  it('is the one whose main frame sent it', () => {
    expect(senderPage(event('app://overlay/controls.html', 'main frame'))).toBe('controls');
  });

  it('is none for a frame inside a page, or one that is gone', () => {
    expect(senderPage(event('app://overlay/controls.html', 'frame in the page'))).toBeNull();
    expect(senderPage(event('app://overlay/controls.html', 'frame that is gone'))).toBeNull();
  });

  it.each([
    'about:blank',
    'https://overlay/controls.html',
    'app://other/controls.html',
    'app://overlay/controls.html#x',
    'app://overlay/x/controls.html',
    'file:///controls.html',
  ])('is none for %s', (url) => {
    expect(senderPage(event(url, 'main frame'))).toBeNull();
  });
});
