import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { until } from '../lab/until.ts';
import { publish, serveFeed } from '../updates/feed-server.ts';
import { createMakers } from '../updates/makers.ts';
import { findings } from './axe.ts';
import { testPorts } from './clients.ts';
import { launchOverlay, screenshot } from './desktop.ts';
import { temporaryFolder, textOf } from './overlay-process.ts';
import { openSection, openSettings } from './settings-page.ts';
import { trayEntries, trayIcon } from './tray.ts';

const screens = (name: string) => join(PROJECT_ROOT, 'out/screens/updates', name);
const TRAY_ENTRY = 'Version 9.0.0 is out…';

it('updates ask nobody until they are on; then a release is found, refused when it was tampered with, installed and started [SEC-UPDATE-PRIVACY] [SEC-UPDATE-FILE]', async () => {
  const feed = await serveFeed();
  const makers = createMakers();
  const folder = temporaryFolder();
  const mark = join(folder, 'mark');
  const image = Buffer.from(`#!/bin/sh\necho started > '${mark}'\n`);
  publish(feed, makers, { notes: '- A faster bubble.\n- Fewer <b>bugs</b>.', image });
  const appImage = join(folder, 'Overlay.AppImage');
  writeFileSync(appImage, 'old');
  chmodSync(appImage, 0o755);
  const overlay = await launchOverlay({
    ...(await testPorts()),
    env: {
      ASYSTENT_UPDATE_FEED: `${feed.folder} ${makers.key}`,
      APPIMAGE: appImage,
      APPDIR: dirname(inject('harness').electron),
    },
  });
  const checks = join(overlay.profile, 'updates.json');
  const log = () => textOf(join(overlay.profile, 'logs/overlay.log')) ?? '';
  await overlay.app.evaluate(({ shell }) => {
    Object.assign(globalThis, { opened: [] });
    shell.openExternal = async (url) => void Reflect.get(globalThis, 'opened').push(url);
  });

  const page = await openSettings(overlay);
  await openSection(page, 'about');
  const check = page.getByRole('switch', { name: 'Look for updates' });
  const button = (name: string) => page.getByRole('button', { name });
  expect(await check.isChecked()).toBe(false);
  // A page that asks all the same, as one might that somebody has taken over.
  await page.evaluate(() => window.settings.updates('check'));
  await check.click();
  await button('Check now').waitFor();
  expect([feed.connections(), existsSync(checks)]).toEqual([0, true]);

  await button('Check now').click();
  await page.getByText('Version 9.0.0 of the overlay is out.').waitFor();
  await page.getByText('What is new').click();
  await page.getByText('Fewer <b>bugs</b>.').waitFor();
  expect(feed.asked).toEqual(['update.json', 'update.json.minisig']);
  const icon = await trayIcon();
  await until('the entry of the tray', async () => (await trayEntries(icon)).has(TRAY_ENTRY));
  expect(await findings(page)).toEqual([]);
  await screenshot(screens('found.png'));
  await button('Open its page').click();
  await until(
    'the page',
    async () => (await overlay.app.evaluate(() => Reflect.get(globalThis, 'opened'))).length === 1,
  );
  expect(await overlay.app.evaluate(() => Reflect.get(globalThis, 'opened'))).toEqual([
    expect.stringMatching(/^https:\/\/.*\/releases\/tag\/v9\.0\.0$/),
  ]);

  feed.files.set('Overlay.AppImage', Buffer.from(image.toString().replace('started', 'pwned!!')));
  await button('Install').click();
  await page.getByText('This does not come from the overlay’s makers').waitFor();
  expect(readFileSync(appImage, 'utf8')).toBe('old');
  await screenshot(screens('refused.png'));

  const before = feed.connections();
  await check.click();
  await until('nothing in the tray', async () => !(await trayEntries(icon)).has(TRAY_ENTRY));
  expect(await button('Install').count()).toBe(0);
  await page.evaluate(() => window.settings.updates('install'));
  await check.click();
  // Known from before, without another request.
  await button('Install').waitFor();
  expect(feed.connections()).toBe(before);

  publish(feed, makers, { image });
  await button('Install').click();
  await button('Restart now').waitFor();
  expect(readFileSync(appImage)).toEqual(image);
  const requests = [...log().matchAll(/updates: GET (\S+)/g)].map(([, url]) => url);
  expect(requests).toEqual(feed.asked.map((name) => feed.folder + name));
  expect(feed.connections()).toBe(requests.length);
  await screenshot(screens('installed.png'));
  await check.click();
  await button('Restart now').waitFor({ state: 'detached' });
  await check.click();
  await button('Restart now').click();
  await until('the new one', () => textOf(mark) === 'started\n');
});
