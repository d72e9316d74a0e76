import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { startInBackground } from '../lab/background-process.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop } from '../lab/virtual-desktop.ts';
import { windowManagerCommand } from '../lab/window-managers.ts';
import { openScreen } from '../lab/x-screen.ts';
import { wipeInputShape } from '../lab/x-shape.ts';
import { bubbleIn, buttonPoint, screenPoint } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { desktopEnv, launchOverlay, onDesktop } from './desktop.ts';
import { temporaryFolder } from './overlay-process.ts';
import { screenBox } from './placed-overlay.ts';
import { clickAt, openWindowBelow } from './screen.ts';
import { connectTamperer } from './x-tamperer.ts';

const WIPES = 300;
/** So many wipes between two clicks. */
const WIPES_A_CLICK = 10;

/** The window's number at the X server. */
async function windowOf(overlay: RunningOverlay, page: 'bubble' | 'controls'): Promise<number> {
  const found = await overlay.app.evaluate(
    ({ BrowserWindow }, name) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getURL().includes(name))
        ?.getNativeWindowHandle()
        .readUInt32LE(0),
    page,
  );
  if (found === undefined) throw new Error(`no window: ${page}`);
  return found;
}

async function speakingOverlay() {
  const ports = await testPorts();
  const { client, commands } = await startClient(ports);
  const below = await openWindowBelow();
  const overlay = await launchOverlay(ports);
  client.update({ status: 'mówię', is_speaking: true, text: 'A sentence to be read.' });
  await motionEnded(await bubbleIn(overlay, 'speaking'));
  const tamperer = await connectTamperer(desktopEnv());
  const [bubble, controls] = [await windowOf(overlay, 'bubble'), await windowOf(overlay, 'controls')];
  await until('the guard', async () => (await tamperer.shapes.inputOf(bubble)).length === 0);
  return { client, commands, below, overlay, tamperer, bubble, controls };
}

it('clicks pass through the bubble and meet its buttons, however often somebody wipes what takes the pointer [REL-CLICKS-WIPED]', async () => {
  const { below, commands, overlay, tamperer, bubble, controls } = await speakingOverlay();
  const orb = await screenPoint(await overlay.bubble(), '.orb');
  const stop = await buttonPoint(overlay, 'stop_tts');
  const drawn = await tamperer.shapes.inputOf(controls);
  const isRepaired = async () =>
    (await tamperer.shapes.inputOf(bubble)).length === 0 &&
    isDeepStrictEqual(await tamperer.shapes.inputOf(controls), drawn);
  let clicks = 0;
  for (let wipes = 1; wipes <= WIPES; wipes += 1) {
    await wipeInputShape(desktopEnv(), bubble);
    await wipeInputShape(desktopEnv(), controls);
    await until('the repair', isRepaired, 5_000, 0);
    if (wipes % WIPES_A_CLICK !== 0) continue;
    await clickAt(orb);
    clicks += 1;
  }
  await until('the clicks below', () => below.clicks() === clicks);
  await clickAt(stop);
  await until('the command', () => commands.length > 0);
  expect(commands).toEqual(['stop_tts']);
  expect(below.clicks()).toBe(clicks);
});

it('a bubble that a window of another program covers comes up again; a menu stays above it [REL-COVERED]', async () => {
  const { tamperer, bubble, controls } = await speakingOverlay();
  const [id = ''] = (await onDesktop('xdotool', 'search', '--onlyvisible', '--name', '^window-below$')).split('\n');
  const frame = await tamperer.topOf(Number(id));
  const menu = await tamperer.openMenu();
  for (let time = 1; time <= 3; time += 1) {
    await tamperer.raise(frame);
    await tamperer.untilAbove(bubble, frame);
    await tamperer.untilAbove(controls, bubble);
    await tamperer.raise(menu);
  }
  // A repair of the menu would have been made with that of the window below.
  await delay(200);
  const order = await tamperer.order();
  expect(order.indexOf(menu)).toBeGreaterThan(order.indexOf(controls));
});

it('a bubble comes back when a window manager takes over that draws only later windows [REL-MANAGER-REPLACED]', async () => {
  const desktop = await startVirtualDesktop({ width: 900, height: 500, panel: false, windowManager: 'xfwm4' });
  onTestFinished(desktop.stop);
  const screen = await openScreen(desktop.env['DISPLAY'] ?? '');
  onTestFinished(screen.close);
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const overlay = await launchOverlay({ ...ports, env: desktop.env });
  client.update({ overlay_visible: true });
  await motionEnded(await bubbleIn(overlay, 'ready'));
  const pill = await screenBox(await overlay.bubble(), '.pill');
  // A part of the pill without words or motion.
  const part = { x: Math.round(pill.x + pill.width / 2), y: Math.round(pill.y + pill.height - 8), width: 8, height: 4 };
  const look = () => screen.read(part);
  const shown = await look();
  const before = await windowOf(overlay, 'bubble');
  const [name, args] = windowManagerCommand('xfwm4', true);
  const next = startInBackground(name, [...args, '--replace'], {
    env: desktop.env,
    logFile: join(temporaryFolder(), 'xfwm4.log'),
  });
  onTestFinished(next.stop);
  await until('another window', async () => (await windowOf(overlay, 'bubble').catch(() => before)) !== before);
  await until('the bubble on the screen', async () => (await look()).equals(shown));
});
