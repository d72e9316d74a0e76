import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, test } from 'vitest';
import { until } from '../lab/until.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, onDesktop } from './desktop.ts';
import { closeDialog, findDialog } from './dialog.ts';
import { portsEnv, startOverlayProcess, temporaryFolder } from './overlay-process.ts';

/** How long the overlay may take to be gone after it was told to go. */
const END_LIMIT_MS = 1_000;

/** From before the first page loads until both are on the screen. */
const FIRST_END_MS = 200;
const LAST_END_MS = 800;
const END_STEP_MS = 30;

const windowsNamed = async (name: string) =>
  (await onDesktop('xdotool', 'search', '--onlyvisible', '--name', name).catch(() => '')).split('\n').filter(Boolean);

describe('a second start', () => {
  it('opens the settings of the first and exits with 0', async () => {
    const ports = await testPorts();
    const first = await launchOverlay(ports);
    await first.bubble();
    const second = startOverlayProcess({ env: { ...portsEnv(ports), ASYSTENT_PROFILE_DIR: first.profile } });
    expect((await second.ended).code).toBe(0);
    await until('the settings', () => first.app.windows().some((window) => window.url().includes('settings')));
    await until('their window', async () => (await windowsNamed('Settings')).length === 1);
  });
});

describe('a start with --do', () => {
  it('lets the running overlay do it, and opens no settings', async () => {
    const ports = await testPorts();
    const { client, commands } = await startClient(ports);
    const first = await launchOverlay(ports);
    await until('the connection', () => client.overlays() === 1);
    const env = { ...portsEnv(ports), ASYSTENT_PROFILE_DIR: first.profile };
    // Without a display and in a Wayland session, where another start would start once more.
    const second = startOverlayProcess({
      env: { ...env, DISPLAY: '', XDG_SESSION_TYPE: 'wayland' },
      args: ['--do=toggle-monitoring'],
    });
    expect((await second.ended).code).toBe(0);
    await until('the command', () => commands.length > 0);
    expect((await startOverlayProcess({ env, args: ['--once'] }).ended).code).toBe(0);
    expect(commands).toEqual(['toggle_monitoring']);
    expect(first.app.windows().some((window) => window.url().includes('settings'))).toBe(false);
  });

  it('says when none runs, and leaves nothing', async () => {
    const folder = join(temporaryFolder(), 'unused');
    const start = startOverlayProcess({ env: { ASYSTENT_PROFILE_DIR: folder }, args: ['--do=stop-speech'] });
    const { code, stderr } = await start.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('the overlay does not run');
    expect(existsSync(folder)).toBe(false);
  });
});

describe('profiles', () => {
  it('run side by side, each in its folder', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const config = temporaryFolder();
    const env = { ...portsEnv(ports), XDG_CONFIG_HOME: config };
    const first = startOverlayProcess({ env });
    const second = startOverlayProcess({ env, args: ['--profile', 'work'] });
    await until('two overlays', () => client.overlays() === 2);
    expect(existsSync(join(config, 'asystent-overlay', 'profiles', 'work'))).toBe(true);

    const third = startOverlayProcess({ env, args: ['--profile=work'] });
    expect((await third.ended).code).toBe(0);
    expect(client.overlays()).toBe(2);

    for (const overlay of [first, second]) overlay.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    expect((await second.ended).code).toBe(0);
  });

  it('with a name that can’t be used are refused, in a dialog and to the terminal', async () => {
    const overlay = startOverlayProcess({ args: ['--profile', '../other'] });
    await closeDialog(await findDialog());
    const { code, stderr } = await overlay.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('--profile ../other: give a name');
  });
});

describe('the command line', () => {
  test.each([
    ['--help', /^Usage: asystent-overlay/],
    ['--version', /^\d+\.\d+\.\d+\n$/],
  ])('answers %s without a desktop', async (option, answer) => {
    const { code, stdout } = await startOverlayProcess({ args: [option], env: { DISPLAY: '' } }).ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(answer);
  });
});

describe('the end', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('comes at once with %s, with the exit code 0', async (signal) => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const env = { ...portsEnv(ports), ASYSTENT_PROFILE_DIR: temporaryFolder() };
    const overlay = startOverlayProcess({ env });
    await until('the connection', () => client.overlays() === 1);
    const told = performance.now();
    overlay.kill(signal);
    expect((await overlay.ended).code).toBe(0);
    expect(performance.now() - told).toBeLessThan(END_LIMIT_MS);
  });

  it('comes at any moment of the start, without a fault that a dialog would tell', async () => {
    const ports = await testPorts();
    for (let atMs = FIRST_END_MS; atMs <= LAST_END_MS; atMs += END_STEP_MS) {
      const env = { ...portsEnv(ports), ASYSTENT_PROFILE_DIR: temporaryFolder() };
      const overlay = startOverlayProcess({ env });
      await delay(atMs);
      overlay.kill('SIGTERM');
      expect((await overlay.ended).stderr).not.toContain('asystent-overlay: ');
    }
  });
});
