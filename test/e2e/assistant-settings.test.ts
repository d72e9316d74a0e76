import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { until } from '../lab/until.ts';
import { transportIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { type Offered, startOfferingClient } from './offering-client.ts';
import { openSection, openSettings } from './settings-page.ts';

async function start(offered: Offered = {}) {
  const client = await startOfferingClient(offered);
  const overlay = await launchOverlay(client.ports);
  await transportIs(overlay, 'socket');
  const page = await openSettings(overlay);
  await openSection(page, 'assistant');
  return { client, page };
}

/** The value of a field, as it is shown. */
const shownIn = (page: Page, label: string) => page.getByLabel(label, { exact: true }).inputValue();

it('are drawn as the client lists them, and changed by the client', async () => {
  const { client, page } = await start();
  await page.getByLabel('Sounds').uncheck();
  await page.getByLabel('Voice').selectOption({ label: 'High' });
  const wakeWord = page.getByLabel('Wake word');
  await wakeWord.fill('computer');
  await wakeWord.press('Enter');
  await page.getByLabel('Speech rate').focus();
  await page.keyboard.press('ArrowRight');
  const values = () => client.commands.flatMap((request) => (request.command === 'set_setting' ? [request.args] : []));
  await until('the commands', () => values().length === 4);
  expect(values()).toEqual([
    { key: 'sounds', value: false },
    { key: 'voice', value: 'high' },
    { key: 'wake_word', value: 'computer' },
    { key: 'rate', value: 1.1 },
  ]);
  await page.getByText('1.1', { exact: true }).waitFor();
  expect(await shownIn(page, 'Wake word')).toBe('computer');
});

it('that the client refuses say so where they are, keep what was typed, and are taken when they are right', async () => {
  const { client, page } = await start();
  client.answerWith({ code: 'invalid' });
  const wakeWord = page.getByLabel('Wake word');
  await wakeWord.fill('x');
  await wakeWord.press('Enter');
  const error = page.locator('.row', { has: wakeWord }).locator('.error');
  await error.getByText('The assistant did not accept it').waitFor();
  expect(await wakeWord.inputValue()).toBe('x');
  expect(await page.locator('.error:not(:empty)').count()).toBe(1);
  // The same words again are news to whoever has tried again.
  await wakeWord.fill('y');
  await wakeWord.press('Enter');
  await until('the second refusal', () => client.commands.length === 2);
  await error.getByText('The assistant did not accept it').waitFor();
  client.answerWith('ok');
  await wakeWord.fill('computer');
  await wakeWord.press('Enter');
  await until('the end of the error', async () => (await error.textContent()) === '');
  expect(client.commands.at(-1)).toEqual({ command: 'set_setting', args: { key: 'wake_word', value: 'computer' } });

  // Esc takes back the refused value, and the note about it.
  client.answerWith({ code: 'invalid' });
  await wakeWord.fill('z');
  await wakeWord.press('Enter');
  await error.getByText('The assistant did not accept it').waitFor();
  await wakeWord.press('Escape');
  await until('the end of the error', async () => (await error.textContent()) === '');
  expect(await wakeWord.getAttribute('aria-invalid')).toBe('false');
  expect(await wakeWord.inputValue()).toBe('computer');
});

it('that have too many steps for a slider are typed, and checked', async () => {
  const label = { pl: 'Próg', en: 'Threshold' };
  const { client, page } = await start({
    settings: [{ key: 'threshold', label, type: 'number', min: 0, max: 10_000, step: 1, value: 1_200 }],
  });
  const field = page.getByLabel('Threshold');
  expect(await field.inputValue()).toBe('1200');
  await field.fill('20000');
  await field.press('Enter');
  await page.getByText('Enter a number from 0 to 10000.').waitFor();
  await field.fill('1500');
  await field.press('Enter');
  await until('the command', () => client.commands.length > 0);
  expect(client.commands).toEqual([{ command: 'set_setting', args: { key: 'threshold', value: 1500 } }]);
  await until('the end of the error', async () => (await field.getAttribute('aria-invalid')) === 'false');
  await field.fill('20000');
  await field.press('Enter');
  await page.getByText('Enter a number from 0 to 10000.').waitFor();
  await field.press('Escape');
  await until('the end of the error', async () => (await field.getAttribute('aria-invalid')) === 'false');
  expect(await page.locator('.error:not(:empty)').count()).toBe(0);
  expect(await field.inputValue()).toBe('1500');
});

it('are none with a client that lists none, and while there is no client', async () => {
  const { client, page } = await start({ settings: [] });
  await page.getByText('This assistant has no settings that can be changed from here.').waitFor();
  await client.stop();
  await page.getByText('No assistant is connected.').waitFor();
});

it('are none with today’s client', async () => {
  const ports = await testPorts();
  await startClient(ports);
  const overlay = await launchOverlay(ports);
  await transportIs(overlay, 'socket');
  const page = await openSettings(overlay);
  await openSection(page, 'assistant');
  await page.getByText('This assistant has no settings that can be changed from here.').waitFor();
});
