import { execFileSync } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { motionEnded } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop } from '../lab/virtual-desktop.ts';
import { testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { startOverlayProcess } from './overlay-process.ts';
import { placedWindows, screenBox } from './placed-overlay.ts';
import { profileWith, settingsPage } from './settings-page.ts';

it.each([
  ['openbox', 'top'],
  ['xfwm4', 'top'],
  ['metacity', 'top'],
  // Its title bar is the highest.
  ['metacity', 'bottom'],
] as const)(
  'the settings with their title bar are not under the bubble, with %s and the bubble at the %s',
  async (name, anchor) => {
    const desktop = await startVirtualDesktop({ width: 1280, height: 800, panel: false, windowManager: name });
    onTestFinished(desktop.stop);
    const profile = profileWith({ version: 1, position: { anchor } });
    const overlay = await launchOverlay({ ...(await testPorts()), profile, env: desktop.env });
    // As a user of a desktop without a tray opens them: by starting the overlay again.
    await startOverlayProcess({ env: { ...desktop.env, ASYSTENT_PROFILE_DIR: profile } }).ended;
    await settingsPage(overlay);
    const bubble = await overlay.bubble();
    await bubble.waitForSelector('.card');
    await motionEnded(bubble);
    const id = await overlay.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getURL().includes('settings'))
        ?.getNativeWindowHandle()
        .readUInt32LE(0),
    );
    const ask = (...args: readonly string[]) =>
      execFileSync('xprop', ['-id', String(id), ...args], {
        env: desktop.env,
        encoding: 'utf8',
      });
    const frame = await until('the frame', () =>
      /_NET_FRAME_EXTENTS\(CARDINAL\) = (\d+), (\d+), (\d+), (\d+)/.exec(ask('_NET_FRAME_EXTENTS')),
    );
    const [, , , titleBar, bottom] = frame.map(Number);
    const window = await overlay.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes('settings'))
        ?.getBounds(),
    );
    if (window === undefined) throw new Error('the settings are closed');
    expect((await placedWindows(overlay)).bubbles).toHaveLength(1);
    const [pill, card] = [await screenBox(bubble, '.pill'), await screenBox(bubble, '.card')];
    const top = window.y - (titleBar ?? 0);
    const end = window.y + window.height + (bottom ?? 0);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(end).toBeLessThanOrEqual(800);
    if (anchor === 'top') expect(top).toBeGreaterThanOrEqual(card.y + card.height);
    else expect(end).toBeLessThanOrEqual(Math.min(card.y, pill.y));
  },
);
