import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { translator } from '../../src-shared/strings.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop } from '../lab/virtual-desktop.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { killWithTest, portsEnv, startOverlayProcess, temporaryFolder, textOf } from './overlay-process.ts';
import { isChecked, pressTrayEntry, trayIcon } from './tray.ts';

const ENTRY = 'autostart/pl.asystent.overlay.desktop';

it('is written by the tray and starts the overlay in a fresh session', async () => {
  const config = temporaryFolder();
  const ports = await testPorts();
  const file = join(config, ENTRY);
  const overlay = await launchOverlay({ ...ports, env: { XDG_CONFIG_HOME: config } });
  const icon = await trayIcon();
  await pressTrayEntry(icon, 'Start at login');
  await until('the entry', () => textOf(file));
  expect(execFileSync('desktop-file-validate', [file], { encoding: 'utf8' })).toBe('');
  await overlay.close();

  const { client } = await startClient(ports);
  client.update({ overlay_visible: true });
  const session = await startVirtualDesktop({ width: 1024, height: 640 });
  onTestFinished(session.stop);
  const profile = temporaryFolder();
  const env = {
    ...session.env,
    ...portsEnv(ports),
    ASYSTENT_PROFILE_DIR: profile,
    XDG_CONFIG_HOME: config,
    // None of this machine's own entries for the login.
    XDG_CONFIG_DIRS: temporaryFolder(),
  };
  killWithTest(profile);
  execFileSync('dex', ['--autostart', '--environment', 'XFCE'], { env, stdio: 'ignore' });
  await until('the connection', () => client.overlays() === 1);
  await until('the bubble on the screen', () => {
    try {
      return execFileSync('xdotool', ['search', '--onlyvisible', '--class', 'asystent-overlay'], { env });
    } catch {
      return null; // xdotool fails while there is no such window.
    }
  });
});

it('is taken back by the tray', async () => {
  const config = temporaryFolder();
  const file = join(config, ENTRY);
  await launchOverlay({ ...(await testPorts()), env: { XDG_CONFIG_HOME: config } });
  const icon = await trayIcon();
  await pressTrayEntry(icon, 'Start at login');
  await until('the entry', () => textOf(file));
  await until('its mark in the menu', () => isChecked(icon, 'Start at login'));
  await pressTrayEntry(icon, 'Start at login');
  await until('its end', () => textOf(file) === null);
});

it('says so when the tray can’t switch it on, and the mark is as before', async () => {
  const config = temporaryFolder();
  // Where the folder of the entry would be.
  writeFileSync(join(config, 'autostart'), '');
  const overlay = await launchOverlay({ ...(await testPorts()), env: { XDG_CONFIG_HOME: config } });
  const icon = await trayIcon();
  await pressTrayEntry(icon, 'Start at login');
  const page = await overlay.page('settings');
  await page.getByText(translator('en')('problem.login-refused')).waitFor();
  await until('no mark', async () => !(await isChecked(icon, 'Start at login')));
});

it('is corrected at the next start when it leads nowhere, unless it is switched off; another app’s is left alone', async () => {
  const config = temporaryFolder();
  const file = join(config, ENTRY);
  const named = join(config, 'autostart/pl.asystent.overlay-work.desktop');
  const old = '[Desktop Entry]\nType=Application\nName=Mine\nExec=/gone/overlay\n';
  mkdirSync(join(config, 'autostart'));
  writeFileSync(file, old);
  writeFileSync(named, `${old}Hidden=true\n`);
  const installed = join(config, 'autostart/pl.asystent.overlay-home.desktop');
  const other = old.replace('/gone/overlay', '/bin/true');
  writeFileSync(installed, other);
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const env = { ...portsEnv(ports), XDG_CONFIG_HOME: config };
  startOverlayProcess({ env });
  startOverlayProcess({ env, args: ['--profile', 'work'] });
  startOverlayProcess({ env, args: ['--profile', 'home'] });
  await until('the overlays', () => client.overlays() === 3);
  const text = textOf(file);
  expect(text).toContain('Name=Mine\n');
  expect(text).not.toContain('/gone/overlay');
  expect(textOf(named)).toBe(`${old}Hidden=true\n`);
  expect(textOf(installed)).toBe(other);
});
