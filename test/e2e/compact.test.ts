/** The bubble's silhouette: the orb that stands alone and grows, and the pill that is as wide as it needs. */

import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { PILL_WIDTH } from '../../src-shared/geometry.ts';
import { SETTINGS_VERSION, type Settings } from '../../src-shared/settings.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { shownPage } from '../lab/overlay-parts.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, buttonPoint, screenPoint, transportIs, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, onDesktop, screenshot } from './desktop.ts';
import { isLike, TONE } from './looks.ts';
import { screenBox } from './placed-overlay.ts';
import { clickAt, colourAt, openWindowBelow, pixelsIn } from './screen.ts';
import { profileWith } from './settings-page.ts';

async function start(appearance: Partial<Settings['appearance']>, position: Partial<Settings['position']> = {}) {
  const ports = await testPorts();
  const { client, commands } = await startClient(ports, { protocol: 2, language: 'en', name: 'Kitchen' });
  client.update({ phase: 'ready' });
  const below = await openWindowBelow();
  const profile = profileWith({
    version: SETTINGS_VERSION,
    appearance,
    position,
    behaviour: { visibility: 'always', lingerSeconds: 0 },
  });
  await pointerAside();
  const overlay = await launchOverlay({ ...ports, profile });
  await transportIs(overlay, 'socket');
  const page = await bubbleIn(overlay, 'ready');
  await visibleIs(overlay, true);
  return { client, commands, below, overlay, page };
}

const pointerAside = () => onDesktop('xdotool', 'mousemove', '5', '500');

/** How many pixels wide the orb's edge is on its left, right, upper and lower side, on the screen. The theme is dark. */
async function edgeOf(page: Page): Promise<readonly number[]> {
  const { x, y, width, height } = await screenBox(page, '.lone-orb');
  const box = {
    x: Math.floor(x) - 1,
    y: Math.floor(y) - 1,
    width: Math.ceil(width) + 3,
    height: Math.ceil(height) + 3,
  };
  const rows = await pixelsIn(box);
  const middle = Math.floor(rows.length / 2);
  return [rows[middle] ?? [], rows.map((row) => row[middle])].flatMap((line) => {
    const kinds = line.map((colour) => {
      if (colour === undefined || colour.red + colour.green + colour.blue < 330) return 'edge';
      return isLike(colour, TONE.listening) ? 'orb' : 'around';
    });
    const orb = [kinds.indexOf('orb'), kinds.lastIndexOf('orb')] as const;
    const isEdge = (kind: (typeof kinds)[number]) => kind === 'edge';
    return [kinds.slice(0, orb[0]).filter(isEdge).length, kinds.slice(orb[1] + 1).filter(isEdge).length];
  });
}

const formIs = (page: Page, form: 'orb' | 'pill') =>
  page.waitForSelector(`[data-testid="bubble"][data-form="${form}"]`, { state: 'attached' });

const windowsShown = (overlay: RunningOverlay) =>
  overlay.app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length,
  );

it('is an orb that takes no click, grows for an answer, and goes back once the pointer has left its buttons', async () => {
  const { client, commands, below, overlay, page } = await start({ form: 'compact' });
  await formIs(page, 'orb');
  client.update({ phase: 'listening' });
  await bubbleIn(overlay, 'listening');
  await motionEnded(page);
  expect(await windowsShown(overlay)).toBe(1);
  const orb = await screenPoint(page, '.lone-orb');
  const places = [orb, { x: orb.x + 40, y: orb.y }, { x: orb.x + PILL_WIDTH / 2 - 30, y: orb.y }];
  for (const [index, place] of places.entries()) {
    await clickAt(place);
    await until(`click ${index + 1} below`, () => below.clicks() === index + 1);
  }
  await pointerAside();
  expect(isLike(await colourAt({ x: orb.x, y: orb.y - 15 }), TONE.listening)).toBe(true);
  const beside = { x: orb.x + 60, y: orb.y - 15 };
  // The buttons are where they will be in the pill: they only fade in.
  const buttons = (await overlay.controls()).locator('.buttons');
  const look = () => buttons.evaluate((each) => [getComputedStyle(each).opacity, getComputedStyle(each).transform]);
  expect(await look()).toEqual(['0', 'none']);
  const free = await colourAt(beside);

  client.update({ phase: 'speaking', text: 'It is seven.' });
  await formIs(page, 'pill');
  await motionEnded(page);
  expect(await windowsShown(overlay)).toBe(2);
  expect(await colourAt(beside)).not.toEqual(free);
  const stop = await buttonPoint(overlay, 'stop_tts');
  await clickAt(stop);
  await until('the command', () => commands.length > 0);
  expect([commands, below.clicks()]).toEqual([['stop_tts'], 3]);

  client.update({ phase: 'ready', text: '' });
  await bubbleIn(overlay, 'ready');
  await formIs(page, 'pill');
  await pointerAside();
  await formIs(page, 'orb');
  await until('the buttons to go', async () => (await windowsShown(overlay)) === 1);
  await clickAt(stop);
  await until('the click below', () => below.clicks() === 4);
  expect(commands).toHaveLength(1);

  client.update({ needs_user: true, muted: true });
  await page.locator('.lone-orb .mark').nth(1).waitFor();
  expect(await page.locator('.lone-orb .mark').count()).toBe(2);
  const behindMark = page.locator('.lone-orb .mark').first();
  // Without the part that makes a colour transparent.
  expect(await behindMark.evaluate((mark) => getComputedStyle(mark).backgroundColor)).toMatch(/^rgb\(/);
  await until('the announcement', async () =>
    (await page.locator('[role="status"]').allTextContents()).includes('Waiting for your answer. Sound off'),
  );
  await pointerAside();
  await motionEnded(page);
  await screenshot(join(PROJECT_ROOT, 'out/screens/compact-marks.png'));
  await page.emulateMedia({ forcedColors: 'active' });
  const edges = await page.evaluate(() =>
    ['.lone-orb', '.lone-orb .phase-ready .orb'].map((part) => {
      const style = getComputedStyle(document.querySelector(part) ?? document.body);
      return [style.outlineStyle, style.borderTopWidth];
    }),
  );
  // One edge, and not one within the other.
  expect(edges).toEqual([
    ['solid', '0px'],
    ['none', '0px'],
  ]);
  await page.emulateMedia({ forcedColors: null });
  client.update({ phase: 'listening' });
  await page.locator('.lone-orb .mark').nth(1).waitFor({ state: 'detached' });
});

it('goes back to an orb if the page of its buttons ends under the pointer [REL-PAGE-KILLED]', async () => {
  const { client, overlay, page } = await start({ form: 'compact' });
  client.update({ phase: 'speaking', text: 'It is seven.' });
  await formIs(page, 'pill');
  await motionEnded(page);
  const stop = await buttonPoint(overlay, 'stop_tts');
  await onDesktop('xdotool', 'mousemove', String(stop.x), String(stop.y));
  await (await overlay.controls()).waitForSelector('button:hover');
  client.update({ phase: 'ready', text: '' });
  await bubbleIn(overlay, 'ready');
  await formIs(page, 'pill');
  const controls = await shownPage(overlay, 'controls');
  if (controls === null) throw new Error('the controls are not on the screen');
  process.kill(controls.pid, 'SIGKILL');
  await pointerAside();
  // All pages have ended with it.
  await until(
    'the new page',
    async () => ![undefined, controls.pid].includes((await shownPage(overlay, 'bubble'))?.pid),
  );
  await formIs(await bubbleIn(overlay, 'ready'), 'orb');
});

it('is a pill as wide as its labels, whose buttons stay under the pointer and move once it has left', async () => {
  const { client, commands, below, overlay, page } = await start({ form: 'pill' }, { anchor: 'top-left' });
  const pill = () => screenBox(page, '.pill');
  await until('the narrow pill', async () => (await pill()).width < PILL_WIDTH);
  const { x, width } = await pill();
  const button = await buttonPoint(overlay, 'toggle_monitoring');
  await clickAt({ x: button.x + 40, y: button.y });
  await until('the click beside', () => below.clicks() === 1);

  await onDesktop('xdotool', 'mousemove', String(button.x), String(button.y));
  await (await overlay.controls()).waitForSelector('button[data-command="toggle_monitoring"]:hover');
  client.update({ phase: 'thinking', heard: 'What time is it in Leeds?' });
  await page.locator('[data-testid="heard"]').waitFor();
  expect((await pill()).width).toBe(width);
  await clickAt(button);
  await until('the command', () => commands.length > 0);

  // The command has ended the turn.
  client.update({ phase: 'thinking', heard: 'What time is it in Leeds?' });
  await page.locator('[data-testid="heard"]').waitFor();
  expect((await pill()).width).toBe(width);
  await pointerAside();
  await until('the whole pill', async () => (await pill()).width === PILL_WIDTH);
  expect((await pill()).x).toBe(x);
  const moved = await buttonPoint(overlay, 'toggle_monitoring');
  expect(moved.x).toBe(button.x + PILL_WIDTH - width);
  // A press right after the move would be taken for one that was meant for another button.
  await until('the second command', async () => {
    await clickAt(moved);
    return commands.length > 1;
  });
  expect(commands.every((command) => command === 'set_monitoring')).toBe(true);

  await pointerAside();
  client.update({ phase: 'ready' });
  await until('the narrow pill again', async () => (await pill()).width === width);
});

it.each([75, 125])('is an orb in the middle of its edge at %i percent', async (scalePercent) => {
  const { client, overlay, page } = await start({ form: 'compact', theme: 'dark', scalePercent });
  client.update({ phase: 'listening' });
  await bubbleIn(overlay, 'listening');
  await motionEnded(page);
  await pointerAside();
  await expect.poll(async () => new Set(await edgeOf(page)).size, { timeout: 5_000 }).toBe(1);
  expect(await edgeOf(page)).not.toContain(0);
});
