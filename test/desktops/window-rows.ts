/** The panel, the settings, and the start. */

import { spawn } from 'node:child_process';
import { type Client, createClient } from '../../packages/client/src/client.ts';
import { withEndings } from '../../scripts/with-endings.ts';
import { hasTray } from '../../src-main/desktop/probes.ts';
import { X11_SWITCH } from '../../src-main/start/launch-switches.ts';
import type { Rectangle } from '../../src-main/windows/placement.ts';
import type { Desktop } from '../lab/desktop.ts';
import { type ClientPorts, freeClientPorts } from '../lab/free-port.ts';
import { click, type } from '../lab/hand.ts';
import { driveOverlay, motionEnded } from '../lab/overlay-driver.ts';
import { shownPage } from '../lab/overlay-parts.ts';
import { overlayArguments } from '../lab/overlay-process.ts';
import { startDesktop } from '../lab/start-desktop.ts';
import { until } from '../lab/until.ts';
import { at, buttonPoint, keysGoBelow, settle } from './clicks.ts';
import { differentShare } from './pixels.ts';
import { assert, NotApplicable, type Row } from './row.ts';
import { boxOf, hideBubble, look, SCREEN, type Stage, shownWindow, windowOf } from './stage.ts';
import { startAsUser } from './user-start.ts';

const SETTINGS_TITLE = 'Settings';
/** The pill alone is 2 % of the screen; a clock is less. */
const WINDOW_SHARE_MIN = 0.01;
/** The promise, and how late a timer may be on a busy machine. */
const SHOWN_WITHIN_MS = 2_000;
const BUSY_MS = 1_000;

export const OTHER_WINDOW_ROWS: readonly Row[] = [
  {
    name: 'panel',
    title: 'the panel takes the keyboard, sends what is typed, and gives the keyboard back, by Enter and by Esc',
    async check(stage) {
      await openPanel(stage);
      assert(!stage.below.hasFocus(), 'the panel does not get the focus');
      const keys = stage.below.keys().length;
      await type(stage.desktop.hand, 'hello');
      await stage.desktop.hand.key('Return');
      const text = () => stage.commands.findLast(({ command }) => command === 'send_text');
      await until('the typed text', () => text() !== undefined);
      assert(JSON.stringify(text()).includes('"hello"'), `sent ${JSON.stringify(text())}`);
      assert(stage.below.keys().length === keys, 'the window below got keys too');
      await until('the focus back below after Enter', stage.below.hasFocus);
      await hideBubble(stage);
      await openPanel(stage);
      await stage.desktop.hand.key('Escape');
      await until('the focus back below after Esc', stage.below.hasFocus);
      await keysGoBelow(stage, 'xyz');
    },
  },
  {
    name: 'panel-place',
    title: 'the panel opens at the pill',
    async check(stage) {
      const pill = await openPanel(stage);
      const { id } = await shownWindow(stage.overlay, 'panel');
      const info = await stage.desktop.ask('xwininfo', '-id', String(id));
      const number = (name: string) => Number(new RegExp(`${name}:\\s+(-?\\d+)`).exec(info)?.[1]);
      const [middle, top] = [number('upper-left X') + number('Width') / 2, number('upper-left Y')];
      await stage.desktop.hand.key('Escape');
      // The pill may be narrower than the panel.
      const isBelow = Math.abs(middle - pill.x - pill.width / 2) < 10 && Math.abs(top - pill.y - pill.height) < 60;
      assert(isBelow, `the pill is at ${at(pill)}, the panel’s middle and top at ${middle}, ${top}`);
    },
  },
  {
    name: 'settings',
    title: 'a second start opens the settings: listed, with the focus, which goes back when they close',
    async check(stage) {
      const { overlay, desktop, electron, below } = stage;
      const second = spawn(electron, overlayArguments(desktop.env, process.getuid?.()), {
        env: { ...desktop.env, ASYSTENT_PROFILE_DIR: overlay.profile, ASYSTENT_LANG: 'en' },
        stdio: 'ignore',
      });
      second.on('error', () => {});
      try {
        await until('the settings', () => shownPage(overlay, 'settings'));
        await until('the focus in the settings', () => !below.hasFocus());
        const count = (await desktop.listWindows()).split('\n').filter((line) => line.includes(SETTINGS_TITLE)).length;
        assert(count > 0, 'the settings are not listed');
        await desktop.closeWindow(SETTINGS_TITLE);
        await until('the end of the settings', async () => (await windowOf(overlay, 'settings')) === null);
        await until('the focus back below', below.hasFocus);
      } finally {
        second.kill();
      }
    },
  },
  {
    name: 'first-start',
    title: 'the first start opens its window, and shows an icon in the tray if there is one',
    async check({ desktop, electron }) {
      const icons = await trayIcons(desktop);
      const overlay = await driveOverlay({
        electron,
        env: desktop.env,
        ...(await freeClientPorts()),
        language: 'en',
        isFirstRun: true,
      });
      try {
        await until('the window of the first run', () => shownPage(overlay, 'settings'));
        if (await hasTray(desktop.env))
          await until('an icon in the tray', async () => (await trayIcons(desktop)) > icons);
      } finally {
        await overlay.close();
      }
    },
  },
  {
    name: 'xwayland',
    title: 'restarts itself onto XWayland in a Wayland session',
    async check({ desktop, electron, session }) {
      if (session === 'x11') throw new NotApplicable('it is no Wayland session');
      const overlay = startAsUser(electron, desktop.env, await freeClientPorts());
      try {
        await until('an overlay under XWayland', () => overlay.running()?.commandLine.includes(X11_SWITCH));
      } finally {
        await overlay.stop();
      }
    },
  },
  {
    name: 'no-xwayland',
    title: 'shows its window in a Wayland session without XWayland, at the latest 2 s after its page has loaded',
    async check({ name, electron, session }) {
      if (session === 'x11') throw new NotApplicable('it is no Wayland session');
      await withEndings(async (atEnd) => {
        const desktop = await startDesktop(name, { xwayland: false });
        atEnd(desktop.stop);
        const empty = await look(desktop);
        const ports = await freeClientPorts();
        const client = createClient({ ...ports, status: { status: 'Ready', monitoring: true, overlay_visible: true } });
        await client.start();
        atEnd(client.stop);
        const overlay = startAsUser(electron, desktop.env, ports);
        atEnd(overlay.stop);
        await until('the connection', () => client.overlays() > 0);
        // Not every compositor lists its windows. Without XWayland, the overlay does not choose where its own are.
        const isShown = async () => differentShare(empty, await look(desktop), SCREEN) > WINDOW_SHARE_MIN;
        await until('a window of the overlay', isShown);
        await overlay.stop();
        const afterMs = await shownAfterMs(electron, desktop, client, ports);
        assert(afterMs <= SHOWN_WITHIN_MS + BUSY_MS, `shown ${Math.round(afterMs)} ms after its page has loaded`);
      });
    },
  },
];

/**
 * Start the overlay, show its bubble, and return how long after the page had loaded that was. Chromium may never say that it has
 * painted the page, so a limit decides when the window is shown.
 */
async function shownAfterMs(electron: string, desktop: Desktop, client: Client, ports: ClientPorts): Promise<number> {
  client.update({ overlay_visible: false });
  await until('the end of the connection', () => client.overlays() === 0);
  const overlay = await driveOverlay({
    electron,
    env: desktop.env,
    ...ports,
    language: 'en',
    settings: {},
  });
  try {
    await until('the connection', () => client.overlays() > 0);
    await overlay.app.evaluate(({ app, BrowserWindow }) => {
      // It opens another one.
      for (const window of BrowserWindow.getAllWindows()) window.destroy();
      app.on('browser-window-created', (_, window) => {
        window.webContents.once('did-finish-load', () => {
          if (!window.webContents.getURL().includes('bubble')) return;
          const loadedAtMs = performance.now();
          const note = () => Object.assign(globalThis, { bubbleShownAfterMs: performance.now() - loadedAtMs });
          if (window.isVisible()) note();
          else window.once('show', note);
        });
      });
    });
    client.update({ overlay_visible: true });
    const measured = () => overlay.app.evaluate(() => Number(Reflect.get(globalThis, 'bubbleShownAfterMs') ?? -1));
    await until('the bubble', async () => (await measured()) >= 0);
    return await measured();
  } finally {
    await overlay.close();
  }
}

/** Open the panel by its button, and wait until it is drawn. @returns the pill. */
async function openPanel(stage: Stage): Promise<Rectangle> {
  const { client, overlay, desktop } = stage;
  client.update({ status: 'Ready', overlay_visible: true });
  await until('the bubble', () => windowOf(overlay, 'controls'));
  const pill = await boxOf(await overlay.bubble(), '.pill');
  await click(desktop.hand, await buttonPoint(stage, 'panel'));
  await until('the panel', () => windowOf(overlay, 'panel'));
  await motionEnded(await overlay.page('panel'));
  await settle();
  return pill;
}

/** Return how many icons are in the tray, of a bar that speaks D-Bus or of one that embeds windows. */
async function trayIcons({ ask }: Stage['desktop']): Promise<number> {
  const watcher = 'org.kde.StatusNotifierWatcher';
  const get = ['--object-path', '/StatusNotifierWatcher', '--method', 'org.freedesktop.DBus.Properties.Get'];
  const call = ['call', '--session', '--dest', watcher, ...get, watcher, 'RegisteredStatusNotifierItems'];
  const items = await ask('gdbus', ...call).catch(() => '');
  const windows = await ask('xwininfo', '-root', '-tree').catch(() => '');
  const embedded = [...windows.matchAll(/"Electron"\)\s+(\d+)x\1\+/g)].map(([, side]) => Number(side));
  return (items.match(/StatusNotifierItem/g)?.length ?? 0) + embedded.filter(isIconSize).length;
}

/** Electron's other windows of that class are 10 and 200 pixels wide. */
const isIconSize = (sidePx: number) => sidePx > 12 && sidePx <= 64;
