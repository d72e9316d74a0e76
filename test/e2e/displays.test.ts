import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { connectToX } from '../../src-main/desktop/x-connection.ts';
import { shapesOf } from '../../src-main/desktop/x-shape.ts';
import { openDocks } from '../lab/docks.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { readPicture, shareOf } from '../lab/picture.ts';
import { type PluggedDisplay, plugIn } from '../lab/pluggable-displays.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../lab/virtual-desktop.ts';
import { bubbleIn, screenPoint, shownAnswer } from './bubble.ts';
import { launchOverlay } from './desktop.ts';
import { startOfferingClient } from './offering-client.ts';
import { openPanelPage, panelIsClosed, panelPage } from './panel.ts';
import { launchPlaced, letGo, pixels, placedWindows, pull, screenBox, workArea } from './placed-overlay.ts';
import { profileWith } from './settings-page.ts';

const ONE: PluggedDisplay = { output: 'DUMMY0', mode: '1280x800', x: 0, y: 0 };
const TWO: PluggedDisplay = { output: 'DUMMY1', mode: '1920x1080', x: 1280, y: 0 };

/** A new display takes the system a moment, and a new window another. */
const PATIENCE = { timeout: 10_000 };

let desktop: VirtualDesktop;
beforeAll(async () => {
  desktop = await startVirtualDesktop({ width: 1280, height: 800, pluggable: true });
});
afterAll(() => desktop.stop());

const plugged = (...displays: readonly PluggedDisplay[]) => plugIn(desktop.env, displays);

/** The environment of a program that is to run there. */
const onIt = () => desktop.env;

/** The middle of each bubble's upper edge, from left to right. */
async function bubbleTops(overlay: RunningOverlay): Promise<readonly string[]> {
  const { bubbles, controls } = await placedWindows(overlay);
  expect(controls).toHaveLength(bubbles.length);
  return bubbles.map(({ x, y, width }) => `${x + width / 2} ${y}`);
}

describe('the bubble', () => {
  it('goes to what is left when its display is unplugged, and back when it is plugged in again', async () => {
    await plugged(ONE, TWO);
    const { overlay } = await launchPlaced({}, desktop.env);
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['640 0']);
    await plugged({ ...TWO, x: 0 });
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['960 0']);
    await plugged(ONE, TWO);
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['640 0']);
  });

  it('follows its display to another size and another position', async () => {
    await plugged(ONE);
    const { overlay } = await launchPlaced({}, desktop.env);
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['640 0']);
    await plugged({ ...ONE, mode: '1024x768' });
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['512 0']);
    await plugged({ ...ONE, x: 1920, y: 200 }, { ...TWO, x: 0 });
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['2560 200']);
  });

  it('closes its panel, which would be left behind, and what was typed into it is there when it opens again', async () => {
    await plugged(ONE);
    const client = await startOfferingClient();
    const shown = { version: 1, behaviour: { visibility: 'always' }, shortcuts: { typeText: 'Control+Alt+T' } };
    const overlay = await launchOverlay({ ...client.ports, env: desktop.env, profile: profileWith(shown) });
    await bubbleIn(overlay, 'ready');
    const page = await overlay.controls();
    await page.waitForSelector('button[data-command="panel"]:not([disabled])', { state: 'attached' });
    const pressKeys = () => execFileSync('xdotool', ['key', 'ctrl+alt+t'], { env: onIt() });
    pressKeys();
    const panel = await openPanelPage(overlay);
    await panel.getByRole('textbox').fill('half a que');
    await plugged({ ...ONE, mode: '1024x768' });
    await panelIsClosed(overlay);
    // A change of displays is told in parts, each of which closes it; so would the grab of a key that is pressed again.
    await until(
      'what was typed',
      async () => {
        const field = panelPage(overlay)?.getByRole('textbox');
        if (field === undefined) pressKeys();
        return (await field?.inputValue({ timeout: 1_000 }).catch(() => '')) === 'half a que';
      },
      10_000,
      1_000,
    );
  });

  it('is on every display when that is wanted, also on one that is plugged in later', async () => {
    await plugged(ONE);
    const { overlay } = await launchPlaced({ position: { display: 'all' } }, desktop.env);
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['640 0']);
    await plugged(ONE, TWO);
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['640 0', '2240 0']);
    for (const page of overlay.app.windows()) await motionEnded(page);
    await desktop.screenshot(join(PROJECT_ROOT, 'out/screens/two-displays.png'));
    await plugged(ONE);
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['640 0']);
  });

  it('appears on the display that has the cursor, and stays there until something else begins', async () => {
    await plugged(ONE, TWO);
    const point = (x: number) => execFileSync('xdotool', ['mousemove', ...pixels({ x, y: 500 })], { env: onIt() });
    point(2000);
    const { client, overlay } = await launchPlaced({ position: { display: 'cursor' } }, desktop.env);
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['2240 0']);
    point(300);
    client.update({ status: 'mówię', is_speaking: true });
    client.update({ status: 'Ready', is_speaking: false, wake_word_detected: false });
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual([]);
    client.update({ status: 'słucham', is_listening: true, wake_word_detected: true });
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['640 0']);
  });

  it('is seen and passes clicks wherever its display goes while the answer is spoken, and keeps the answer [REL-DISPLAYS]', async () => {
    const upright: PluggedDisplay = { output: 'DUMMY1', mode: '800x1280', x: 1280, y: 0 };
    await plugged(ONE, upright);
    execFileSync('xdotool', ['mousemove', '1700', '900'], { env: onIt() });
    const { client, overlay } = await launchPlaced(
      { position: { display: 'cursor' }, appearance: { theme: 'light', reducedMotion: 'always' } },
      desktop.env,
    );
    const answer = 'A sentence that is long enough to be read while displays come and go around the bubble.';
    client.update({ status: 'mówię', is_speaking: true, text: answer });
    const page = await bubbleIn(overlay, 'speaking');
    const x = await connectToX(desktop.env);
    onTestFinished(x.close);
    const shapes = await shapesOf(x);

    const check = async (name: string, top: string) => {
      await expect.poll(() => bubbleTops(overlay), { ...PATIENCE, message: name }).toEqual([top]);
      await motionEnded(page);
      expect(await shownAnswer(overlay), name).toBe(answer);
      const ids = await overlay.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => ({
          page: window.webContents.getURL().includes('bubble') ? 'bubble' : 'controls',
          id: window.getNativeWindowHandle().readUInt32LE(0),
        })),
      );
      for (const { page: which, id } of ids) {
        const parts = await shapes?.inputOf(id);
        expect(parts, `${name}: ${which}`).toHaveLength(which === 'bubble' ? 0 : 1);
      }
      const pill = await screenBox(page, '.pill');
      const at = { x: pill.x + 200, y: pill.y + pill.height / 2 };
      const under = execFileSync('xdotool', ['mousemove', ...pixels(at), 'getmouselocation', '--shell'], {
        env: onIt(),
        encoding: 'utf8',
      });
      const taken = ids.map(({ id }) => id);
      expect(taken, name).not.toContain(Number(/WINDOW=(\d+)/.exec(under)?.[1]));
      const file = join(PROJECT_ROOT, `out/screens/displays/${name}.png`);
      const light = async () => {
        await desktop.screenshot(file);
        return shareOf(await readPicture(file), pill, ({ red, green, blue }) => Math.min(red, green, blue) > 200);
      };
      await expect.poll(light, { ...PATIENCE, message: name }).toBeGreaterThan(0.5);
    };

    await check('upright', '1680 0');
    await plugged(ONE);
    await check('unplugged', '640 0');
    await plugged({ ...ONE, x: 800, y: 300 }, { ...upright, x: 0 });
    await check('plugged-in-on-the-left', '400 0');
    await plugged({ ...ONE, x: 1024, y: 0 }, { ...upright, mode: '1024x768', x: 0, y: 400 });
    await check('turned-and-moved-down', '512 400');
    await plugged({ ...upright, mode: '1024x768', x: 0, y: 0 });
    await check('alone', '512 0');
    expect(client.status().is_speaking).toBe(true);
  });

  it('keeps out of panels that come and go at every side of its display', async () => {
    await plugged(ONE);
    const { overlay } = await launchPlaced({ position: { anchor: 'top-left' } }, desktop.env);
    const bounds = async () => (await placedWindows(overlay)).bubbles;
    const corner = async () => (await bounds()).map(({ x, y }) => [x, y]);
    const opposite = async () => (await bounds()).map(({ x, y, width, height }) => [x + width, y + height]);
    await expect.poll(corner, PATIENCE).toEqual([[0, 0]]);
    const before = await workArea(overlay);
    const close = await openDocks(
      desktop.env,
      { width: 1280, height: 800 },
      { left: 61, top: 30, right: 50, bottom: 43 },
    );
    onTestFinished(close);
    await expect.poll(corner, PATIENCE).toEqual([[61, 30]]);
    const handle = await screenPoint(await overlay.controls(), '[data-testid="handle"]');
    pull(handle, { x: 1279, y: 799 }, onIt());
    letGo(onIt());
    await expect.poll(opposite, PATIENCE).toEqual([[1230, 757]]);
    await close();
    await expect.poll(opposite, PATIENCE).toEqual([[before.width, before.height]]);
  });

  it('keeps out of panels on every display, of which Chromium knows those of one', async () => {
    await plugged(ONE, { output: 'DUMMY1', mode: '1280x800', x: 1280, y: 0 });
    const sizes = { left: 0, top: 30, right: 0, bottom: 43 };
    const close = await openDocks(desktop.env, { width: 2560, height: 800 }, sizes);
    onTestFinished(close);
    const { overlay } = await launchPlaced({ position: { display: 'all' } }, desktop.env);
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['640 30', '1920 30']);
  });

  it('stays on the display that it was dragged to, and comes back to it when that is plugged in again', async () => {
    await plugged(ONE, TWO);
    const { overlay } = await launchPlaced({}, desktop.env);
    const handle = await screenPoint(await overlay.controls(), '[data-testid="handle"]');
    pull(handle, { x: handle.x + 1600, y: handle.y + 5 }, onIt());
    letGo(onIt());
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['2240 0']);
    await plugged(ONE);
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['640 0']);
    await plugged(ONE, TWO);
    await expect.poll(() => bubbleTops(overlay), PATIENCE).toEqual(['2240 0']);
  });
});
