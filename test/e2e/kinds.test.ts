import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, inject, it, onTestFinished } from 'vitest';
import { KIND_NAMES, KINDS } from '../../src-shared/assistant-address.ts';
import { freePort } from '../lab/free-port.ts';
import { overlayArguments, overlayEnvironment } from '../lab/overlay-process.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';
import { findings } from './axe.ts';
import { bubbleIn, transportIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { desktopEnv, launchOverlay } from './desktop.ts';
import { startOfferingClient } from './offering-client.ts';
import { openSection, openSettings, profileWith, settingsFile } from './settings-page.ts';
import { STAND_INS, startHassStandIn, startStandIn } from './stand-ins.ts';

/** The kinds with a stand-in, and the finding of a test of it. */
const FINDINGS = {
  ovos: 'Found: OVOS. Microphone on. No volume control.',
  lva: 'Found: Linux Voice Assistant. Microphone on. No typing.',
} as const;
const HOSTED = ['ovos', 'lva'] as const;
const HERE = 'Answers on this computer.';

it.each(HOSTED)('ASYSTENT_FOLLOW follows %s beside the Asystent, and leaves the settings as they are', async (kind) => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const port = await freePort();
  const other = await startStandIn(kind, port);
  const profile = profileWith({ version: 1, clients: { followLocal: false } });
  const before = settingsFile(profile);
  const env = { ASYSTENT_FOLLOW: `${kind}://127.0.0.1:${port}, asystent://127.0.0.1` };
  const overlay = await launchOverlay({ ...ports, profile, env });
  await until('both', () => client.overlays() === 1 && other?.connections() === 1);
  other?.listen();
  const bubble = await bubbleIn(overlay, 'listening');
  await bubble.getByText(KIND_NAMES[kind]).first().waitFor();
  expect(settingsFile(profile)).toEqual(before);
  const page = await openSettings(overlay);
  await openSection(page, 'clients');
  await page.getByText('ASYSTENT_FOLLOW says which assistants are followed').waitFor();
});

it('a wrong entry of ASYSTENT_FOLLOW ends the start, and the terminal says what is right', async () => {
  const scratch = makeScratchFolder('follow');
  onTestFinished(scratch.remove);
  const env = {
    ...desktopEnv(),
    ...overlayEnvironment({ ...(await testPorts()), language: 'en', profile: scratch.path }),
    ASYSTENT_FOLLOW: 'asystent://127.0.0.1,wyoming://127.0.0.1:10600',
  };
  // Without a display, no dialog waits for anybody.
  const withoutDisplay = Object.fromEntries(Object.entries(env).filter(([name]) => !name.endsWith('DISPLAY')));
  const overlay = spawn(inject('harness').electron, overlayArguments(env, process.getuid?.()), { env: withoutDisplay });
  onTestFinished(() => {
    overlay.kill('SIGKILL');
  });
  let said = '';
  overlay.stderr.on('data', (data) => {
    said += String(data);
  });
  const [code] = await once(overlay, 'close');
  expect(said).toContain('ASYSTENT_FOLLOW: “wyoming://127.0.0.1:10600” does not begin with a kind of assistant.');
  expect(said).toContain('Right are, separated by commas: asystent://127.0.0.1, ');
  expect(code).toBe(1);
});

const inThemes = HOSTED.flatMap((kind) => (['light', 'dark'] as const).map((theme) => ({ kind, theme })));
it.each(inThemes)('$kind on this computer is found, tested, added and removed, $theme', async ({ kind, theme }) => {
  const { port } = STAND_INS[kind];
  const name = KIND_NAMES[kind];
  const other = await startStandIn(kind, port);
  if (other === null) {
    console.warn(`not tested: another program has port ${port}, where ${name} is looked for`);
    return;
  }
  const profile = profileWith({ version: 1, appearance: { theme } });
  const overlay = await launchOverlay({ ...(await testPorts()), profile });
  const page = await openSettings(overlay);
  expect(other.connections()).toBe(0);
  await openSection(page, 'clients');
  await page.getByText(HERE).waitFor();
  expect(await findings(page)).toEqual([]);

  // By the keyboard alone: the test runs by itself, and its end has the focus on the button that adds.
  await page.getByRole('button', { name: `Add ${name}` }).focus();
  await page.keyboard.press('Enter');
  await page.getByText(FINDINGS[kind]).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.waitForFunction(() => document.activeElement?.textContent === 'Add');
  await page.keyboard.press('Enter');
  await page.getByText(`${name} has been added.`).waitFor();
  await page.getByText(HERE).waitFor({ state: 'detached' });
  await until('the settings on the disk', () => JSON.stringify(settingsFile(profile)).includes(`${kind}://`));
  await page.getByText(`127.0.0.1:${port}, since`).waitFor();
  other.listen();
  await bubbleIn(overlay, 'listening');

  await page.getByRole('button', { name: `Remove ${name}` }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText(HERE).waitFor();
  await openSection(page, 'about');
  await until('the end of the search', () => other.connections() === 0);
  expect(settingsFile(profile)?.['clients']?.['followed']).toEqual([]);
});

it('a satellite of a Home Assistant is added with a token, which shows up nowhere [SEC-KEY-LEAKS]', async () => {
  const port = await freePort();
  const hass = await startHassStandIn(port);
  if (hass === null) throw new Error('the port is taken');
  const profile = profileWith({ version: 1 });
  const overlay = await launchOverlay({ ...(await testPorts()), profile });
  const page = await openSettings(overlay);
  await openSection(page, 'clients');
  await page.getByRole('button', { name: 'Add Home Assistant' }).click();
  await page.getByLabel('Address').fill(`http://127.0.0.1:${port}`);
  const paste = async (text: string) => {
    await overlay.app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
    await page.getByLabel('Token').focus();
    await page.keyboard.press('Control+V');
  };
  await paste('not-the-right-token');
  await page.getByText('Home Assistant refused the token.').waitFor();
  expect(await findings(page)).toEqual([]);
  await paste(hass.token);
  await page.getByText(/^Found: Home Assistant/).waitFor();
  expect(await page.getByLabel('Satellite').inputValue()).toBe('assist_satellite.kitchen');
  await page.getByText('This token is not an administrator’s').waitFor();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Home Assistant has been added.').waitFor();
  await page.getByText(`127.0.0.1:${port}, since`).waitFor();
  expect(await page.getByLabel('Home Assistant', { exact: true }).inputValue()).toBe('Kitchen');
  expect(await page.content()).not.toContain(hass.token);
  expect(JSON.stringify(settingsFile(profile))).not.toContain(hass.token);
  await until('one connection', () => hass.connections() === 1);
});

it('an address where nothing answers, or none at all, is told before it is added', async () => {
  const kind = 'lva';
  const overlay = await launchOverlay({ ...(await testPorts()), profile: profileWith({}) });
  const page = await openSettings(overlay);
  await openSection(page, 'clients');
  const opener = page.getByRole('button', { name: `Add ${KIND_NAMES[kind]}` });
  await opener.click();
  const address = page.getByLabel('Address');
  await address.fill(`127.0.0.1:${await freePort()}`);
  await page.getByRole('button', { name: 'Test' }).click();
  await page.getByText('Nothing answers at this address.').waitFor();
  await page.getByRole('button', { name: 'Add anyway' }).waitFor();
  expect(await findings(page)).toEqual([]);
  await address.fill('satellite.example.org');
  await page.getByRole('button', { name: 'Test' }).click();
  await page.getByText('This address is outside the home network').waitFor();
  expect(await page.getByRole('button', { name: 'Add anyway' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.waitForFunction((added) => document.activeElement?.getAttribute('data-adds') === added, kind);
});

it('every kind is offered besides the Asystent, which is paired', async () => {
  const overlay = await launchOverlay({ ...(await testPorts()), profile: profileWith({}) });
  const page = await openSettings(overlay);
  await openSection(page, 'clients');
  await page.getByRole('heading', { name: 'Add an assistant' }).waitFor();
  const kinds = await page
    .locator('[data-adds]')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-adds')));
  expect(kinds).toEqual(KINDS.filter((kind) => kind !== 'asystent'));
});

it('an assistant that can’t switch its wake word has no button for it', async () => {
  const client = await startOfferingClient({ commands: ['stop_tts', 'send_text'] });
  const overlay = await launchOverlay(client.ports);
  await transportIs(overlay, 'socket');
  const controls = await overlay.controls();
  await controls.waitForSelector('button[data-command="panel"]', { state: 'attached' });
  await controls.waitForSelector('button[data-command="toggle_monitoring"]', { state: 'detached' });
  client.update({ status: 'mówię', is_speaking: true, text: 'Seven degrees.' });
  await controls.waitForSelector('button[data-command="stop_tts"]', { state: 'attached' });
  const buttons = await controls
    .locator('button[data-command]')
    .evaluateAll((all) => all.map((button) => button.getAttribute('data-command')));
  expect(buttons).toEqual(['stop_tts', 'panel']);
});
