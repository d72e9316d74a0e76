import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hasCompositor, hasTray } from '../../src-main/desktop/probes.ts';
import { windowManagerName } from '../../src-main/desktop/x-server.ts';
import { startInBackground } from '../lab/background-process.ts';
import { startVirtualDesktop } from '../lab/virtual-desktop.ts';
import { desktopEnv } from './desktop.ts';

it('finds tray and compositor of a desktop that has them', async () => {
  expect(await hasTray(desktopEnv())).toBe(true);
  expect(await hasCompositor(desktopEnv())).toBe(true);
});

it('misses tray and compositor on a desktop that has none', async () => {
  const bare = await startVirtualDesktop({ width: 640, height: 480, panel: false, compositor: false });
  onTestFinished(bare.stop);
  expect(await hasTray(bare.env)).toBe(false);
  expect(await hasCompositor(bare.env)).toBe(false);
});

it('reads the name of the window manager, if there is one', async () => {
  expect(await windowManagerName(desktopEnv())).toBe('Openbox');
  expect(await windowManagerName({ DISPLAY: ':65000' })).toBeNull();
});

it('takes what it can’t find out for a yes', async () => {
  const unknown = { DISPLAY: ':65000', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' };
  expect(await hasTray(unknown)).toBe(true);
  expect(await hasCompositor(unknown)).toBe(true);
});

it('shows an X server the cookie that it asks for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-x-'));
  const authority = join(folder, 'authority');
  const part = (text: string) => Buffer.concat([Buffer.from([0, text.length]), Buffer.from(text)]);
  const entry = ['host', '', 'MIT-MAGIC-COOKIE-1', '0123456789abcdef'].map(part);
  writeFileSync(authority, Buffer.concat([Buffer.from([1, 0]), ...entry]));
  const args = ['-displayfd', '3', '-screen', '0', '64x64x24', '-auth', authority, '-nolisten', 'tcp'];
  const server = startInBackground('Xvfb', args, { env: process.env, logFile: join(folder, 'log') });
  onTestFinished(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  const DISPLAY = `:${await server.announced()}`;
  expect(await hasCompositor({ DISPLAY, XAUTHORITY: authority })).toBe(false);
  // Not let in, it can't know.
  expect(await hasCompositor({ DISPLAY, XAUTHORITY: join(folder, 'none') })).toBe(true);
});
