/** The rows of the matrix: what the overlay promises, each as a check on a running desktop. */

import { spawn } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Rectangle } from '../../src-main/windows/placement.ts';
import { SHADOW_MARGIN } from '../../src-shared/geometry.ts';
import { freeClientPorts } from '../lab/free-port.ts';
import { click, doubleClick, drag, type Point, type } from '../lab/hand.ts';
import { driveOverlay, motionEnded } from '../lab/overlay-driver.ts';
import { shownPage } from '../lab/overlay-parts.ts';
import { overlayArguments, overlayEnvironment } from '../lab/overlay-process.ts';
import { openPlainWindow, type PlainWindow, type PlainWindowOptions } from '../lab/plain-window.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';
import { wipeInputShape } from '../lab/x-shape.ts';
import { faultOfBubble, hasSign, isSame } from './pixels.ts';
import { boxOf, hideBubble, look, type Stage, settle, shownWindow, speak, think, windowOf } from './stage.ts';

/** Thrown by a row that means nothing on this desktop; the message says why. */
export class NotApplicable extends Error {}

export interface Row {
  readonly name: string;
  readonly title: string;
  /** Whether the stage can't be used afterwards. */
  readonly breaks?: boolean;
  /** Begins with a hidden bubble and the focus below. @throws with the reason if the promise is not kept. */
  check(stage: Stage): Promise<void>;
}

const SEEN_TIMEOUT_MS = 4_000;
const LOOK_INTERVAL_MS = 250;
/** A window manager that starts again may take that long to draw everything. */
const RECOVERED_TIMEOUT_MS = 8_000;
const SCREEN_WIDTH = 1_280;
const TOP_MAX_Y = 60;
const MOVED_BY = { x: -200, y: 150 };
const SETTINGS_TITLE = 'Settings';
const DIFFERENCE = 'what lies below does not show through where nothing is drawn';

export const ROWS: readonly Row[] = [
  {
    name: 'maximized',
    title: 'top centre, with clear surroundings, over a maximized window',
    async check(stage) {
      await speak(stage);
      await bubbleIsSeen(stage);
      const pill = await boxOf(await stage.overlay.bubble(), '.pill');
      assert(Math.abs(pill.x + pill.width / 2 - SCREEN_WIDTH / 2) < 3 && pill.y <= TOP_MAX_Y, `at ${at(pill)}`);
      const bubble = await stage.overlay.bubble();
      // Without a compositor nothing can be clear; the windows are cut along what they draw.
      if ((await bubble.locator('html[data-opaque="true"]').count()) > 0) return;
      const picture = await look(stage.desktop);
      const card = await boxOf(bubble, '[data-testid="answer"]');
      const { bounds } = await shownWindow(stage.overlay, 'bubble');
      const clearTop = card.y + card.height + SHADOW_MARGIN + 16;
      const clear = { ...bounds, y: clearTop, height: Math.max(0, bounds.y + bounds.height - clearTop) };
      await hideBubble(stage);
      const hasDifference = async () => !isSame(await look(stage.desktop), picture, clear);
      await untilNoFault(async () => ((await hasDifference()) ? DIFFERENCE : null), SEEN_TIMEOUT_MS);
    },
  },
  {
    name: 'buttons-drawn',
    title: 'handle and buttons drawn whole when their number grows',
    async check(stage) {
      await speak(stage);
      const controls = await stage.overlay.controls();
      const areas: Record<string, Rectangle> = { handle: await boxOf(controls, '[data-testid="handle"]') };
      for (const name of await controls.$$eval('button', (all) => all.map((one) => one.dataset['command'] ?? ''))) {
        const { x, y, width, height } = await boxOf(controls, `button[data-command="${name}"] .round`);
        areas[`left half of ${name}`] = { x, y, width: width / 2, height };
        areas[`right half of ${name}`] = { x: x + width / 2, y, width: width / 2, height };
      }
      await untilNoFault(async () => {
        const picture = await look(stage.desktop);
        const missing = Object.entries(areas).flatMap(([name, area]) => (hasSign(picture, area) ? [] : [name]));
        return missing.length === 0 ? null : `not drawn: ${missing.join(', ')}`;
      }, SEEN_TIMEOUT_MS);
    },
  },
  {
    name: 'full-screen-before',
    title: 'over a full-screen window that opens while it is shown',
    async check(stage) {
      await speak(stage);
      await withWindow(stage, { mode: 'fullscreen' }, () => bubbleIsSeen(stage));
    },
  },
  {
    name: 'full-screen-after',
    title: 'appears over a full-screen window, and leaves it the focus',
    async check(stage) {
      await withWindow(stage, { mode: 'fullscreen' }, async (window) => {
        await until('the focus of the full-screen window', window.hasFocus);
        await speak(stage);
        await bubbleIsSeen(stage);
        assert(window.hasFocus(), 'the full-screen window has lost the focus');
      });
    },
  },
  {
    name: 'click-through',
    title: 'a click on pill, icon, card or a clear part reaches the window below, once',
    async check(stage) {
      await speak(stage);
      await clicksPass(stage, stage.below, await bubblePoints(stage));
    },
  },
  {
    name: 'click-through-x11',
    title: 'the same with an X11 window below, in a Wayland session',
    async check(stage) {
      if (stage.session === 'x11') throw new NotApplicable('every window is one');
      await withWindow(stage, { mode: 'fullscreen', backend: 'x11' }, async (window) => {
        await until('the focus of the X11 window', window.hasFocus);
        await speak(stage);
        await clicksPass(stage, window, await bubblePoints(stage));
      });
    },
  },
  {
    name: 'first-pixel',
    title: 'a click on the first pixel of the bubble’s window reaches the window below',
    async check(stage) {
      await withWindow(stage, { mode: 'fullscreen' }, async (window) => {
        await speak(stage);
        const { bounds } = await shownWindow(stage.overlay, 'bubble');
        await clicksPass(stage, window, { 'the first pixel': bounds });
      });
    },
  },
  {
    name: 'beside-handle',
    title: 'a click beside the handle, where buttons would be, reaches the window below',
    async check(stage) {
      await think(stage);
      const controls = await stage.overlay.controls();
      const { bounds } = await shownWindow(stage.overlay, 'controls');
      const handle = await boxOf(controls, '[data-testid="handle"]');
      if (handle.x - bounds.x < 12) throw new NotApplicable('there is nothing beside it');
      const beside = { x: handle.x - 8, y: handle.y + handle.height / 2 };
      await clicksPass(stage, stage.below, { 'a point beside the handle': beside });
    },
  },
  {
    name: 'button',
    title: 'a click on a button sends one command, and nothing reaches the window below',
    async check(stage) {
      await speak(stage);
      const [sent, presses] = [stage.commands.length, stage.below.presses()];
      await click(stage.desktop.hand, await buttonPoint(stage, 'stop_tts'));
      await until('the command', () => stage.commands.length > sent);
      await settle();
      const commands = stage.commands.slice(sent).map(({ command }) => command);
      assert(commands.join() === 'stop_tts', `sent ${commands.join(', ')}`);
      assert(stage.below.presses() === presses, 'the window below got the click too');
    },
  },
  {
    name: 'focus',
    title: 'the focus stays below when it appears and when a button is clicked; keys go there',
    async check(stage) {
      const losses = stage.below.focusLosses();
      await speak(stage);
      await settle();
      assert(stage.below.hasFocus() && stage.below.focusLosses() === losses, 'takes the focus when it appears');
      await click(stage.desktop.hand, await buttonPoint(stage, 'stop_tts'));
      await settle();
      assert(stage.below.hasFocus() && stage.below.focusLosses() === losses, 'takes the focus at a click on a button');
      await keysGoBelow(stage, 'xyz');
    },
  },
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
      const [x, y] = ['X', 'Y'].map((axis) => Number(new RegExp(`upper-left ${axis}:\\s+(-?\\d+)`).exec(info)?.[1]));
      await stage.desktop.hand.key('Escape');
      const isNear = Math.abs(Number(x) - pill.x) < 60 && Math.abs(Number(y) - pill.y - pill.height) < 60;
      assert(isNear, `the pill is at ${at(pill)}, the panel at ${x}, ${y}`);
    },
  },
  {
    name: 'workspaces',
    title: 'on the other workspace, with and without a window there',
    async check(stage) {
      const { showWorkspace } = stage.desktop;
      if (showWorkspace === null) throw new NotApplicable('it has one workspace');
      await speak(stage);
      await showWorkspace(1);
      try {
        await bubbleIsSeen(stage);
        await withWindow(stage, { mode: 'normal' }, () => bubbleIsSeen(stage));
      } finally {
        await showWorkspace(0);
      }
    },
  },
  {
    name: 'unlisted',
    title: 'in no list of windows (taskbar, Alt+Tab)',
    async check(stage) {
      await speak(stage);
      const list = await stage.desktop.listWindows();
      for (const page of ['bubble', 'controls'] as const) {
        const { id } = await shownWindow(stage.overlay, page);
        const numbers = [`0x${id.toString(16).padStart(8, '0')}`, `"window": ${id}`];
        assert(!numbers.some((number) => list.includes(number)), `the window "${page}" is listed`);
      }
    },
  },
  {
    name: 'drag',
    title: 'dragged by the handle; the focus stays, and a double click resets it',
    async check(stage) {
      await speak(stage);
      const [losses, presses] = [stage.below.focusLosses(), stage.below.presses()];
      const controls = await stage.overlay.controls();
      const start = await boxOf(controls, '[data-testid="handle"]');
      const from = middle(start);
      await drag(stage.desktop.hand, from, { x: from.x + MOVED_BY.x, y: from.y + MOVED_BY.y });
      await settle();
      const moved = await boxOf(controls, '[data-testid="handle"]');
      const by = { x: moved.x - start.x, y: moved.y - start.y };
      assert(isClose(by, MOVED_BY), `moved by ${at(by)} instead of ${at(MOVED_BY)}`);
      await bubbleIsSeen(stage);
      await doubleClick(stage.desktop.hand, middle(moved));
      await until('the bubble back at its place', async () =>
        isClose(await boxOf(controls, '[data-testid="handle"]'), start),
      );
      assert(stage.below.presses() === presses, 'the window below got clicks');
      assert(stage.below.focusLosses() === losses, 'takes the focus');
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
    name: 'shortcut',
    title: 'a global shortcut works while another window has the focus, once',
    async check(stage) {
      const sent = stage.commands.length;
      await stage.desktop.hand.key('ctrl+alt+m');
      await until('the command of the shortcut', () => stage.commands.length > sent, SEEN_TIMEOUT_MS);
      await settle();
      const commands = stage.commands.slice(sent).map(({ command }) => command);
      assert(commands.join() === 'toggle_monitoring', `sent ${commands.join(', ')}`);
    },
  },
  {
    name: 'first-start',
    title: 'the first start shows an icon in the tray; without a tray it shows the settings',
    async check({ desktop, electron }) {
      const icons = await trayIcons(desktop);
      const overlay = await driveOverlay({
        electron,
        env: desktop.env,
        ...(await freeClientPorts()),
        language: 'en',
      });
      try {
        await until('an icon in the tray, or the settings', async () => {
          if ((await shownPage(overlay, 'settings')) !== null) return true;
          return (await trayIcons(desktop)) > icons;
        });
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
      const scratch = makeScratchFolder('profile');
      const ports = await freeClientPorts();
      const env = { ...desktop.env, ...overlayEnvironment({ ...ports, language: 'en', profile: scratch.path }) };
      // Without the environment it decides nothing, as on a user's command line.
      const first = spawn(electron, overlayArguments({}, process.getuid?.()), { env, stdio: 'ignore', detached: true });
      try {
        await until('an overlay under XWayland', () => commandLineOf(scratch.path)?.includes('--ozone-platform=x11'));
      } finally {
        // The process that it has started is in its group.
        if (first.pid !== undefined) process.kill(-first.pid, 'SIGKILL');
        scratch.remove();
      }
    },
  },
  {
    name: 'shape-wiped',
    title: 'clicks still pass after the input shape of the bubble’s window has been wiped',
    async check(stage) {
      await speak(stage);
      const { id } = await shownWindow(stage.overlay, 'bubble');
      await wipeInputShape(stage.desktop.env, id);
      await settle();
      try {
        await clicksPass(stage, stage.below, await bubblePoints(stage));
      } finally {
        await stage.overlay.app.evaluate(({ BrowserWindow }) => {
          const bubble = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes('bubble'));
          bubble?.setIgnoreMouseEvents(true);
        });
      }
    },
  },
  {
    name: 'manager-replaced',
    title: 'still on top, with clicks passing, after the window manager has been replaced',
    breaks: true,
    async check(stage) {
      const { manager } = stage.desktop;
      if (manager === null) throw new NotApplicable('the compositor is the display server');
      await speak(stage);
      await manager.replace();
      await isWhole(stage);
    },
  },
  {
    name: 'manager-restarted',
    title: 'the same after the window manager has crashed and started again',
    breaks: true,
    async check(stage) {
      const { manager } = stage.desktop;
      if (manager === null) throw new NotApplicable('the compositor is the display server');
      await speak(stage);
      await manager.kill();
      await settle();
      await manager.start();
      await isWhole(stage);
    },
  },
  {
    name: 'compositor-dies',
    title: 'no black box when the compositor dies; clear again when it is back',
    breaks: true,
    async check(stage) {
      const { compositor } = stage.desktop;
      if (compositor === null) throw new NotApplicable('no compositor runs beside the window manager');
      await speak(stage);
      await compositor.kill();
      await bubbleIsSeen(stage);
      await compositor.start();
      await bubbleIsSeen(stage);
    },
  },
];

function assert(holds: boolean, reason: string): void {
  if (!holds) throw new Error(reason);
}

const at = ({ x, y }: Point) => `${Math.round(x)}, ${Math.round(y)}`;
const isClose = (one: Point, other: Point) => Math.abs(one.x - other.x) <= 3 && Math.abs(one.y - other.y) <= 3;
const middle = ({ x, y, width, height }: Point & { readonly width: number; readonly height: number }): Point => ({
  x: x + width / 2,
  y: y + height / 2,
});

/** Wait until the bubble is on the screen, unobstructed and without a black box. */
async function bubbleIsSeen(stage: Stage, timeoutMs = SEEN_TIMEOUT_MS): Promise<void> {
  const { bounds } = await shownWindow(stage.overlay, 'bubble');
  const pill = await boxOf(await stage.overlay.bubble(), '.pill');
  await untilNoFault(async () => faultOfBubble(await look(stage.desktop), { window: bounds, pill }), timeoutMs);
}

/** Look until there is no fault. @throws with the last one. */
async function untilNoFault(faultNow: () => Promise<string | null>, timeoutMs: number): Promise<void> {
  let fault: string | null = null;
  const isFine = async () => {
    fault = await faultNow();
    return fault === null;
  };
  await until('', isFine, timeoutMs, LOOK_INTERVAL_MS).catch(() => {
    throw new Error(fault ?? 'no picture of the screen');
  });
}

/** Check that the bubble is seen, lets clicks through, and has its buttons. */
async function isWhole(stage: Stage): Promise<void> {
  await bubbleIsSeen(stage, RECOVERED_TIMEOUT_MS);
  await clicksPass(stage, stage.below, await bubblePoints(stage));
  const sent = stage.commands.length;
  await click(stage.desktop.hand, await buttonPoint(stage, 'stop_tts'));
  await until('the command', () => stage.commands.length > sent);
}

/** Points of the bubble that take no clicks, by the names of its parts. */
async function bubblePoints({ overlay }: Stage): Promise<Readonly<Record<string, Point>>> {
  const page = await overlay.bubble();
  const { bounds } = await shownWindow(overlay, 'bubble');
  const pill = await boxOf(page, '.pill');
  return {
    pill: { x: pill.x + 180, y: pill.y + pill.height / 2 },
    icon: { x: pill.x + 26, y: pill.y + pill.height / 2 },
    card: middle(await boxOf(page, '[data-testid="answer"]')),
    'the clear part': { x: bounds.x + 8, y: bounds.y + bounds.height / 2 },
  };
}

/** Click on points of the bubble, and check that each click reaches a window below, once. */
async function clicksPass(stage: Stage, window: PlainWindow, points: Readonly<Record<string, Point>>): Promise<void> {
  const lost: string[] = [];
  for (const [part, point] of Object.entries(points)) {
    const presses = window.presses();
    await click(stage.desktop.hand, point);
    await settle();
    if (window.presses() !== presses + 1) lost.push(`${part}: ${window.presses() - presses}`);
  }
  assert(lost.length === 0, `clicks that reach the window below on ${lost.join(', ')}`);
}

async function keysGoBelow({ desktop, below }: Stage, keys: string): Promise<void> {
  const before = below.keys().length;
  await type(desktop.hand, keys);
  await settle();
  const typed = below.keys().slice(before).join('');
  assert(typed === keys, `of the keys ${keys}, the window below gets "${typed}"`);
}

async function buttonPoint({ overlay }: Stage, command: string): Promise<Point> {
  const controls = await overlay.controls();
  const selector = `button[data-command="${command}"]`;
  await controls.waitForSelector(`${selector}:not([disabled])`, { state: 'attached' });
  await motionEnded(controls);
  return middle(await boxOf(controls, selector));
}

/** Open the panel by its button, and wait until it is drawn. @returns the pill. */
async function openPanel(stage: Stage) {
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

/** Do something while another window is open. */
async function withWindow(
  { desktop, session }: Stage,
  options: Pick<PlainWindowOptions, 'mode'> & Partial<PlainWindowOptions>,
  act: (window: PlainWindow) => Promise<void>,
): Promise<void> {
  const defaults = { title: 'another', colour: '#4e9a06', backend: session };
  const window = await openPlainWindow(desktop.env, { ...defaults, ...options });
  try {
    await act(window);
  } finally {
    await window.close();
  }
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

/** Return the command line of the overlay that runs with a profile; null while there is none. */
function commandLineOf(profile: string): string | null {
  try {
    const pid = /\d+$/.exec(readlinkSync(join(profile, 'SingletonLock')))?.[0];
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return null;
  }
}
