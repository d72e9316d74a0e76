import { expect, it } from 'vitest';
import { SETTINGS_CHANNEL } from '../../src-shared/settings-contract.ts';
import { testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { openSection, openSettings, profileWith } from './settings-page.ts';

interface Asked {
  readonly name: string;
  /** Without it, the one that is there. */
  readonly address?: string;
  readonly channel: string;
  readonly ask: string;
  readonly again: string;
  readonly answer: unknown;
  readonly said: string;
}

it.each<Asked>([
  {
    name: 'MQTT',
    channel: SETTINGS_CHANNEL.findOnBroker,
    ask: 'Show assistants',
    again: 'Show assistants',
    answer: { kind: 'clients', clients: [] },
    said: 'No assistant publishes there.',
  },
  {
    name: 'MQTT',
    address: 'mqtts://127.0.0.1/asystent/',
    channel: SETTINGS_CHANNEL.giveCertificate,
    ask: 'Choose files…',
    again: 'Choose files…',
    answer: 'none',
    said: 'No certificate with its key is in there, or the key needs a password.',
  },
  {
    name: 'OVOS',
    channel: SETTINGS_CHANNEL.testClient,
    ask: 'Test',
    again: 'Test again',
    answer: { kind: 'nothing' },
    said: 'Nothing answers at this address.',
  },
])('adding $name, a question that fails says so, and can be asked again [REL-ANSWER-FAILS]', async (asked) => {
  const overlay = await launchOverlay({ ...(await testPorts()), profile: profileWith({ version: 1 }) });
  const page = await openSettings(overlay);
  await openSection(page, 'clients');
  await page.getByRole('button', { name: `Add ${asked.name}` }).click();
  if (asked.address !== undefined) await page.getByLabel('Address').fill(asked.address);
  await overlay.app.evaluate(
    ({ ipcMain }, { channel, answer }) => {
      const answers = [Promise.reject(new Error('broken by the test')), Promise.resolve(answer)];
      ipcMain.removeHandler(channel);
      ipcMain.handle(channel, () => answers.shift());
    },
    { channel: asked.channel, answer: asked.answer },
  );
  await page.getByRole('button', { name: asked.ask }).click();
  await page.getByText('This did not work. Try again; the log has the reason.').waitFor();
  expect(await page.getByText('Testing…').count()).toBe(0);
  await page.getByRole('button', { name: asked.again }).click();
  await page.getByText(asked.said).waitFor();
});
