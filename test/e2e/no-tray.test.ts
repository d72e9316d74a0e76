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

it('the first start on a desktop without a tray shows the settings, with a note until there is a tray', async () => {
  const desktop = await startBareDesktop();
  const overlay = await launchOverlay({ ...(await testPorts()), env: desktop.env });
  const page = await overlay.page('settings');
  const note = page.getByText(translator('en')('problem.no-tray'));
  await note.waitFor();
  startPanel(desktop.env);
  await note.waitFor({ state: 'detached' });
});

it('a later start does not, and finds a panel that comes up afterwards', async () => {
  const desktop = await startBareDesktop();
  const profile = temporaryFolder();
  writeFileSync(join(profile, 'settings.json'), serializeSettings({ ...DEFAULT_SETTINGS, login: { asked: true } }));
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
