import { expect, it } from 'vitest';
import { PHASES } from '../../src-shared/overlay-state.ts';
import { findings } from './axe.ts';
import { bubbleIn, buttonPoint } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { contrast } from './contrast.ts';
import { launchOverlay, onDesktop } from './desktop.ts';
import { openDiagnostics } from './diagnostics-page.ts';
import { pixels } from './placed-overlay.ts';
import { colourAt, pixelsIn } from './screen.ts';
import { openSection, openSettings, profileWith } from './settings-page.ts';

it('axe finds what is wrong with a page', async () => {
  const overlay = await launchOverlay(await testPorts());
  const bubble = await overlay.bubble();
  await bubble.evaluate(() => document.body.append(document.createElement('button')));
  expect(await findings(bubble)).toEqual([expect.stringContaining('button-name')]);
});

it.each(['light', 'dark'])('axe finds nothing in the settings, %s', async (theme) => {
  const profile = profileWith({ version: 1, appearance: { theme }, shortcuts: { showHide: 'Control+Alt+O' } });
  const overlay = await launchOverlay({ ...(await testPorts()), profile });
  const page = await openSettings(overlay);
  for (const section of await page.locator('[data-section]').all()) {
    await section.click();
    const name = await section.textContent();
    expect({ [`${name}`]: await findings(page) }).toEqual({ [`${name}`]: [] });
  }
});

it.each(['light', 'dark'])('axe finds nothing in the diagnostics, %s', async (theme) => {
  const ports = await testPorts();
  await startClient(ports);
  const overlay = await launchOverlay({ ...ports, profile: profileWith({ version: 1, appearance: { theme } }) });
  const page = await openDiagnostics(overlay);
  await page.locator('.processes tbody tr').first().waitFor();
  await page.locator('.events tbody tr').first().waitFor();
  expect(await findings(page)).toEqual([]);
});

it('axe finds nothing in a field that is refused', async () => {
  const profile = profileWith({ version: 1, behaviour: { visibility: 'seldom' } });
  const overlay = await launchOverlay({ wsPorts: [], httpPorts: [], profile });
  const page = await openSettings(overlay);
  await openSection(page, 'connection');
  await page.getByLabel('HTTP ports').fill('none');
  await page.getByLabel('HTTP ports').press('Enter');
  await page.locator('.error:not(:empty)').waitFor();
  expect(await findings(page)).toEqual([]);
});

it('axe finds nothing in bubble and controls', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const overlay = await launchOverlay(ports);
  const statuses = {
    listening: { status: 'słucham', is_listening: true, wake_word_detected: true },
    thinking: { status: 'myślę', wake_word_detected: true },
    speaking: { status: 'mówię', is_speaking: true, text: 'Seven degrees.' },
    error: { status: 'Error: no network', is_speaking: false },
  } as const;
  expect(PHASES).toEqual(expect.arrayContaining(Object.keys(statuses)));
  for (const [phase, status] of Object.entries(statuses)) {
    client.update(status);
    const bubble = await bubbleIn(overlay, phase as keyof typeof statuses);
    expect({ [phase]: await findings(bubble) }).toEqual({ [phase]: [] });
    expect({ [phase]: await findings(await overlay.controls()) }).toEqual({ [phase]: [] });
  }
});

/** WCAG 2, criterion 1.4.11, level AA. */
const LEAST_SHAPE_CONTRAST = 3;

it('in forced colours, a button shows that the pointer is on it, and a switch what it is', async () => {
  const ports = await testPorts();
  await startClient(ports);
  const profile = profileWith({ version: 1, behaviour: { visibility: 'always' } });
  const overlay = await launchOverlay({ ...ports, profile });
  const controls = await overlay.controls();
  await controls.emulateMedia({ forcedColors: 'active' });
  await onDesktop('xdotool', 'mousemove', '5', '500');
  const { x, y } = await buttonPoint(overlay, 'toggle_monitoring');
  const button = async () => {
    const colours = (await pixelsIn({ x: Math.round(x) - 12, y: Math.round(y) - 12, width: 24, height: 24 })).flat();
    return { fill: colours[0], contrast: Math.max(...colours.map((each) => contrast(each, colours[0] ?? each))) };
  };
  const before = await button();
  await onDesktop('xdotool', 'mousemove', ...pixels({ x, y }));
  await expect.poll(async () => (await button()).fill).not.toEqual(before.fill);
  expect((await button()).contrast).toBeGreaterThan(LEAST_SHAPE_CONTRAST);

  const settings = await openSettings(overlay);
  await openSection(settings, 'behaviour');
  await settings.emulateMedia({ forcedColors: 'active' });
  const knob = async (name: string, side: 'left' | 'right') => {
    const box = await settings.getByRole('switch', { name }).boundingBox();
    if (box === null) throw new Error(`no switch: ${name}`);
    const middle = (at: number) => ({ x: at, y: box.height / 2 });
    const [left, right] = [middle(box.height / 2), middle(box.width - box.height / 2)];
    const [on, track] = await Promise.all(
      (side === 'left' ? [left, right] : [right, left]).map(async (point) => {
        const [screenX, screenY] = await settings.evaluate(() => [window.screenX, window.screenY]);
        return colourAt({ x: (screenX ?? 0) + box.x + point.x, y: (screenY ?? 0) + box.y + point.y });
      }),
    );
    if (on === undefined || track === undefined) throw new Error('not on the screen');
    return { colour: on, contrast: contrast(on, track) };
  };
  const isOff = await knob('Hide over full-screen windows', 'left');
  const isOn = await knob('Keep the last answers until the overlay quits', 'right');
  // Linux desktops have nothing for that.
  const isDisabled = await knob('Keep out of screen sharing', 'left');
  for (const each of [isOff, isOn, isDisabled]) expect(each.contrast).toBeGreaterThan(LEAST_SHAPE_CONTRAST);
  expect(isDisabled.colour).not.toEqual(isOff.colour);
});
