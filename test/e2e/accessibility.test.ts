import { expect, it } from 'vitest';
import { PHASES } from '../../src-shared/overlay-state.ts';
import { findings } from './axe.ts';
import { bubbleIn } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { openDiagnostics } from './diagnostics-page.ts';
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
