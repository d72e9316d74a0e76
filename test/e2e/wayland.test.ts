import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { serializeSettings } from '../../src-main/settings/settings-file.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/settings.ts';
import { translator } from '../../src-shared/strings.ts';
import { startInBackground } from '../lab/background-process.ts';
import { startDesktop } from '../lab/start-desktop.ts';
import { until } from '../lab/until.ts';
import { startClient, testPorts } from './clients.ts';
import { desktopEnv, launchOverlay, onDesktop } from './desktop.ts';
import { killWithTest, overlayOf, portsEnv, startOverlayProcess, temporaryFolder, textOf } from './overlay-process.ts';

/** The process ids of the bubble's and the controls' windows that can be seen. */
async function windowOwners(): Promise<readonly number[]> {
  const ids = await onDesktop('xdotool', 'search', '--onlyvisible', '--class', 'asystent-overlay').catch(() => '');
  const owners = ids
    .split('\n')
    .filter(Boolean)
    .map((id) => onDesktop('xdotool', 'getwindowpid', id).then(Number));
  return Promise.all(owners);
}

it('in a Wayland session the overlay starts once more, under XWayland, and stays there', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  client.update({ overlay_visible: true });
  const profile = temporaryFolder();
  killWithTest(profile);

  const first = startOverlayProcess({
    env: { ...portsEnv(ports), ASYSTENT_PROFILE_DIR: profile, XDG_SESSION_TYPE: 'wayland' },
    args: ['--profile', 'kept'],
  });
  expect((await first.ended).code).toBe(0);

  await until('the connection', () => client.overlays() === 1);
  const second = overlayOf(profile);
  expect(second?.commandLine).toContain('--ozone-platform=x11');
  expect(second?.commandLine).toContain('--profile=kept');
  await until('the bubble on the screen', async () => (await windowOwners()).length > 0);
  expect(new Set(await windowOwners())).toEqual(new Set([second?.pid]));
  expect(overlayOf(profile)).toEqual(second);
  // Killed, it would be started once more, to see whether XWayland had ended.
  process.kill(second?.pid ?? 0, 'SIGTERM');
  await until('the end of the connection', () => client.overlays() === 0);
});

/** A Wayland session, without the start under XWayland. */
const WAYLAND = { XDG_SESSION_TYPE: 'wayland', ASYSTENT_RELAUNCHED_FOR_X11: '1' };

it('in a Wayland session whose desktop hands out no keys, the settings show a command for it to start', async () => {
  const ports = await testPorts();
  const { client, commands } = await startClient(ports);
  const profile = temporaryFolder();
  const shortcuts = { ...DEFAULT_SETTINGS.shortcuts, toggleMonitoring: 'Control+Alt+M' };
  writeFileSync(join(profile, 'settings.json'), serializeSettings({ ...DEFAULT_SETTINGS, shortcuts }));
  const overlay = await launchOverlay({ ...ports, profile, env: { ...WAYLAND, XDG_CURRENT_DESKTOP: 'sway' } });
  await until('the connection', () => client.overlays() === 1);
  await overlay.app.evaluate(({ app }) => app.emit('second-instance'));
  const page = await overlay.page('settings');
  const t = translator('en');
  await page.locator('[data-section="shortcuts"]').click();
  await page.getByText(t('shortcutState.x11-only')).waitFor();
  const command = (await page.locator('code').textContent()) ?? '';
  expect(command).toMatch(/ --do=toggle-monitoring$/);
  execFileSync('/bin/sh', ['-c', command], { env: { ...desktopEnv(), ASYSTENT_PROFILE_DIR: profile } });
  await until('the command', () => commands.length > 0);
  expect(commands).toEqual(['toggle_monitoring']);

  await page.locator('[data-section="login"]').click();
  await page.getByText(t('login.addLine', { file: '~/.config/sway/config' })).waitFor();
  expect(await page.locator('code').textContent()).toMatch(/^exec exec \/.* --once$/);
});

it('in a Wayland session without an X server the overlay starts once more, for Wayland, and shows its bubble', async () => {
  const desktop = await startDesktop('sway', { xwayland: false });
  onTestFinished(desktop.stop);
  const ports = await testPorts();
  const { client } = await startClient(ports);
  client.update({ overlay_visible: true });
  const profile = temporaryFolder();
  killWithTest(profile);
  const first = startOverlayProcess({
    env: { ...desktop.env, DISPLAY: '', ...portsEnv(ports), ASYSTENT_PROFILE_DIR: profile },
  });
  expect((await first.ended).code).toBe(0);
  await until('the connection', () => client.overlays() === 1);
  expect(overlayOf(profile)?.commandLine).toContain('--ozone-platform=wayland');
  await until('the bubble', async () => (await desktop.listWindows()).includes('Assistant status'));
  expect(textOf(join(profile, 'logs/overlay.log'))).toContain('a Wayland session without an X server');
});

/** The processes that were started for a profile: the overlay, its children, and the shell that may bring it back. */
function processesOf(profile: string): readonly number[] {
  const mark = `ASYSTENT_PROFILE_DIR=${profile}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && textOf(`/proc/${name}/environ`)?.split('\0').includes(mark))
    .map(Number);
}

it('comes back with XWayland, and stays away when something else ended it [REL-XWAYLAND-ENDS]', async () => {
  const folder = temporaryFolder();
  const profile = temporaryFolder();
  const startServer = (...args: readonly string[]) => {
    // XWayland never loses its last client, which is the compositor: it would start anew, and forget its atoms.
    const screen = ['-screen', '0', '640x480x24', '-nolisten', 'tcp', '-noreset'];
    const options = { env: process.env, logFile: join(folder, 'log') };
    const server = startInBackground('Xvfb', [...args, ...screen], options);
    onTestFinished(server.stop);
    return server;
  };
  const server = startServer('-displayfd', '3');
  const DISPLAY = `:${await server.announced()}`;
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const env = { ...WAYLAND, ...portsEnv(ports), ASYSTENT_PROFILE_DIR: profile, DISPLAY };
  onTestFinished(() => {
    for (const pid of processesOf(profile)) process.kill(pid, 'SIGKILL');
  });
  const hasShell = () => processesOf(profile).some((pid) => textOf(`/proc/${pid}/comm`) === 'sh\n');

  startOverlayProcess({ env });
  await until('the connection', () => client.overlays() === 1);
  await until('the shell', hasShell);
  await server.stop();
  await until('the end of the connection', () => client.overlays() === 0);
  startServer(DISPLAY);
  await until('the overlay’s return', () => client.overlays() === 1, 20_000);
  await until('the next shell', hasShell);
  const second = overlayOf(profile);
  if (second === null) throw new Error('no overlay');

  process.kill(second.pid, 'SIGKILL');
  await until('the end of all', () => processesOf(profile).length === 0, 20_000);

  const third = startOverlayProcess({ env });
  await until('the connection', () => client.overlays() === 1);
  await until('its shell', hasShell);
  third.kill('SIGTERM');
  expect((await third.ended).code).toBe(0);
  await until('the end of all', () => processesOf(profile).length === 0, 500);
  expect(client.overlays()).toBe(0);
});
