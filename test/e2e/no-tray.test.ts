import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { serializeSettings } from '../../src-main/settings/settings-file.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/settings.ts';
import { translator } from '../../src-shared/strings.ts';
import { startInBackground } from '../lab/background-process.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../lab/virtual-desktop.ts';
import { testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { temporaryFolder, textOf } from './overlay-process.ts';

async function startBareDesktop(): Promise<VirtualDesktop> {
  const desktop = await startVirtualDesktop({ width: 1280, height: 800, panel: false });
  onTestFinished(desktop.stop);
  return desktop;
}

/** Starts the panel, and with it the tray, of a desktop that had none. */
function startPanel(env: Readonly<Record<string, string>>): void {
  const logFile = join(temporaryFolder(), 'panel.log');
  const panel = startInBackground('xfce4-panel', ['--disable-wm-check'], { env, logFile });
  onTestFinished(panel.stop);
}

it('the first run on a desktop without a tray says how to open the settings, until there is a tray', async () => {
  const desktop = await startBareDesktop();
  const overlay = await launchOverlay({ ...(await testPorts()), env: desktop.env, isFirstRun: true });
  const page = await overlay.page('settings');
  const t = translator('en');
  const note = page.getByText(t('firstRun.noTrayHint'));
  await note.waitFor();
  const line = (await page.locator('#icon-label').locator('xpath=../..').locator('code').textContent()) ?? '';
  await page.getByRole('button', { name: t('firstRun.done') }).click();
  await until('the end of the page', () => page.isClosed());

  // As the desktop would run the line for a key.
  execFileSync('/bin/sh', ['-c', line], { env: { ...desktop.env, ASYSTENT_PROFILE_DIR: overlay.profile } });
  const settings = await overlay.page('settings');
  await settings.waitForSelector('[data-testid="settings"]');
  const problem = settings.getByText(t('problem.no-tray'));
  await problem.waitFor();
  startPanel(desktop.env);
  await problem.waitFor({ state: 'detached' });
});

it('a later start does not, and finds a panel that comes up afterwards', async () => {
  const desktop = await startBareDesktop();
  const profile = temporaryFolder();
  writeFileSync(join(profile, 'settings.json'), serializeSettings({ ...DEFAULT_SETTINGS }));
  const overlay = await launchOverlay({ ...(await testPorts()), profile, env: desktop.env });
  const log = join(profile, 'logs', 'overlay.log');
  await until('the end of the search', () => textOf(log)?.includes('this desktop has no tray'));
  expect(overlay.app.windows().map((window) => window.url())).not.toContainEqual(expect.stringContaining('settings'));

  const env = desktop.env;
  startPanel(env);
  const watcher = 'org.kde.StatusNotifierWatcher';
  const ask = ['--object-path', '/StatusNotifierWatcher', '--method', 'org.freedesktop.DBus.Properties.Get'];
  execFileSync('gdbus', ['wait', '--session', '--timeout', '10', watcher], { env });
  await until('the icon', () =>
    execFileSync('gdbus', ['call', '--session', '--dest', watcher, ...ask, watcher, 'RegisteredStatusNotifierItems'], {
      env,
      encoding: 'utf8',
    }).includes('StatusNotifierItem'),
  );
});
