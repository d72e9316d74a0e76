import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createReferenceClient } from '../../packages/client/src/reference-client.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import type { Rectangle } from '../../src-main/windows/placement.ts';
import { phaseIsShown, SCENES } from '../lab/scenes.ts';
import { until } from '../lab/until.ts';
import { visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, onDesktop, screenSize, screenshot } from './desktop.ts';
import { TONE } from './looks.ts';
import { type Colour, clickAt, colourAt, pixelsIn } from './screen.ts';
import { pressKeys, profileWith } from './settings-page.ts';

/** The panel's height; its icons stand in squares, the overlay's at the right end (test/lab/xfce4-panel.xml). */
const PANEL_PX = 32;

/** How many pixels of an icon of 22 have its tone, at the least; the rest is rim and glyph. */
const LEAST_TONE_PX = 80;

function iconBox(): Rectangle {
  const { width, height } = screenSize();
  return { x: width - PANEL_PX, y: height - PANEL_PX, width: PANEL_PX, height: PANEL_PX };
}

async function pixelsLike(tone: Colour): Promise<number> {
  const near = (a: number, b: number) => Math.abs(a - b) < 24;
  const pixels = (await pixelsIn(iconBox())).flat();
  return pixels.filter((seen) => near(seen.red, tone.red) && near(seen.green, tone.green) && near(seen.blue, tone.blue))
    .length;
}

async function setPanelDark(dark: boolean): Promise<void> {
  await onDesktop('xfconf-query', '-c', 'xfce4-panel', '-p', '/panels/dark-mode', '-s', String(dark));
  const { x, y } = iconBox();
  const beside = { x: x - PANEL_PX, y: y + PANEL_PX / 2 };
  await until(`a ${dark ? 'dark' : 'light'} panel`, async () => (await colourAt(beside)).red < 128 === dark);
}

describe.each([
  { panel: 'dark', dark: true },
  { panel: 'light', dark: false },
])('on a $panel panel', ({ panel, dark }) => {
  it('the icon has the colour of every phase', async () => {
    onTestFinished(() => setPanelDark(true));
    await setPanelDark(dark);
    const ports = await testPorts();
    const client = createReferenceClient(ports);
    onTestFinished(client.stop);
    const profile = profileWith({ version: 1, behaviour: { visibility: 'always' } });
    const overlay = await launchOverlay({ ...ports, profile });
    for (const { phase, enact } of SCENES) {
      await enact(client, 'en');
      await phaseIsShown(overlay, phase);
      await until(`the icon of ${phase}`, async () => (await pixelsLike(TONE[phase])) > LEAST_TONE_PX);
      await screenshot(join(PROJECT_ROOT, `out/screens/tray/${panel}-${phase}.png`));
    }
  });
});

it('a click on the icon opens the menu, where an entry can be chosen', async () => {
  const ports = await testPorts();
  const { client, commands } = await startClient(ports);
  await launchOverlay(ports);
  await until('the overlay at its client', () => client.overlays() === 1);
  await until('the icon', async () => (await pixelsLike(TONE.ready)) > LEAST_TONE_PX);
  const { x, y } = iconBox();
  const above = { x: x + PANEL_PX / 2, y: y - PANEL_PX / 2 };
  const wallpaper = await colourAt(above);
  await clickAt({ x: x + PANEL_PX / 2, y: y + PANEL_PX / 2 }, 'right');
  await until('the menu above the icon', async () => !isDeepStrictEqual(await colourAt(above), wallpaper));
  await screenshot(join(PROJECT_ROOT, 'out/screens/tray/menu.png'));
  await pressKeys('Down', 'Return');
  await until('the command', () => commands.length > 0);
  expect(commands).toEqual(['toggle_monitoring']);
});

it('a left click on the icon shows the bubble, and hides it again', async () => {
  const ports = await testPorts();
  await startClient(ports);
  const overlay = await launchOverlay(ports);
  await until('the icon', async () => (await pixelsLike(TONE.ready)) > LEAST_TONE_PX);
  const { x, y } = iconBox();
  const icon = { x: x + PANEL_PX / 2, y: y + PANEL_PX / 2 };
  await clickAt(icon);
  await visibleIs(overlay, true);
  await clickAt(icon);
  await visibleIs(overlay, false);
});
