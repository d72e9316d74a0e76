import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { until } from '../lab/until.ts';
import { testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { profileWith, settingsPage } from './settings-page.ts';
import { pressTrayEntry, trayEntries, trayIcon, trayTooltip } from './tray.ts';

const TOLD = 'The settings file could not be read. It was kept as settings.broken-';

it('a settings file with a byte order mark is read', async () => {
  const settings = { version: 1, appearance: { language: 'pl' } };
  const profile = profileWith(`\uFEFF${JSON.stringify(settings)}`);
  await launchOverlay({ ...(await testPorts()), profile, language: null });
  const icon = await trayIcon();
  await until('the language that it says', async () => (await trayEntries(icon)).has('Ustawienia…'));
  expect(readdirSync(profile).filter((name) => name.includes('broken'))).toEqual([]);
});

it('a settings file with a mistake is told by the tray at once, until the user has seen the settings', async () => {
  const profile = profileWith('{"version":1,"appearance":{"language":"pl}}');
  const overlay = await launchOverlay({ ...(await testPorts()), profile });
  const icon = await trayIcon();
  const entry = await until('the line in the menu', async () =>
    [...(await trayEntries(icon)).keys()].find((label) => label.startsWith(TOLD)),
  );
  const [keptAs] = readdirSync(profile).filter((name) => name.startsWith('settings.broken-'));
  expect(entry).toBe(`${TOLD.replace('settings.broken-', keptAs ?? '?')}; the defaults are in use`);
  expect(await trayTooltip(icon)).toContain(entry);

  await pressTrayEntry(icon, entry);
  const page = await settingsPage(overlay);
  expect(await page.getByRole('alert').first().textContent()).toContain(keptAs);
  await until('its end', async () => !(await trayEntries(icon)).has(entry));
  expect(await trayTooltip(icon)).not.toContain(TOLD);
});
