import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { serializeSettings } from '../../src-main/settings/settings-file.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/settings.ts';
import { translator } from '../../src-shared/strings.ts';
import { startInBackground } from '../lab/background-process.ts';
import { until } from '../lab/until.ts';
import { startClient, testPorts } from './clients.ts';
import { desktopEnv, launchOverlay } from './desktop.ts';
import { temporaryFolder } from './overlay-process.ts';

const BACKEND = 'org.freedesktop.impl.portal.desktop.test';
const PORTAL = 'org.freedesktop.portal.Desktop';
const BUS = 'org.freedesktop.DBus';

/** Start a session bus with a portal, and a backend that agrees to everything. @returns its environment. */
async function startPortal(): Promise<Record<string, string>> {
  const folder = temporaryFolder();
  const files = [`DBusName=${BACKEND}`, 'Interfaces=org.freedesktop.impl.portal.GlobalShortcuts;', 'UseIn=test'];
  writeFileSync(join(folder, 'test.portal'), ['[portal]', ...files, ''].join('\n'));
  const env: Record<string, string> = {
    ...desktopEnv(),
    XDG_CURRENT_DESKTOP: 'test',
    XDG_DESKTOP_PORTAL_DIR: folder,
    XDG_RUNTIME_DIR: folder,
    // The virtual desktop's has files that keep buses from starting a portal.
    XDG_DATA_HOME: folder,
  };
  // Started beside the portal, it would mount a file system in the folder, which then can't be deleted.
  const services = join(folder, 'dbus-1/services');
  mkdirSync(services, { recursive: true });
  const documents = 'org.freedesktop.portal.Documents';
  writeFileSync(join(services, `${documents}.service`), `[D-BUS Service]\nName=${documents}\nExec=/bin/false\n`);
  const start = (name: string, ...args: readonly string[]) => {
    const process_ = startInBackground(name, args, { env, logFile: join(folder, 'log') });
    onTestFinished(process_.stop);
    return process_;
  };
  // The bus starts the portal on demand, with its own environment.
  const bus = start('dbus-daemon', '--session', '--nofork', '--nopidfile', '--print-address=3');
  env['DBUS_SESSION_BUS_ADDRESS'] = await bus.announced();
  start('/usr/bin/python3', join(import.meta.dirname, 'portal-backend.py'));
  await promisify(execFile)('gdbus', ['wait', '--session', '--timeout', '10', BACKEND], { env });
  return env;
}

it('in a Wayland session the desktop hands out the shortcuts, also after its portal has crashed [REL-PORTAL-DIES]', async () => {
  const env = await startPortal();
  const call = async (service: string, path: string, method: string, ...args: readonly string[]) => {
    const target = ['call', '--session', '--dest', service, '--object-path', path, '--method', method];
    return (await promisify(execFile)('gdbus', [...target, ...args], { env })).stdout;
  };
  const press = (id: string) => call(BACKEND, '/org/freedesktop/portal/desktop', `${BACKEND}.Press`, id);

  const ports = await testPorts();
  const { client, commands } = await startClient(ports);
  const profile = temporaryFolder();
  const shortcuts = { ...DEFAULT_SETTINGS.shortcuts, toggleMonitoring: 'Control+Alt+M' };
  writeFileSync(join(profile, 'settings.json'), serializeSettings({ ...DEFAULT_SETTINGS, shortcuts }));
  const overlay = await launchOverlay({
    ...ports,
    profile,
    env: { ...env, XDG_SESSION_TYPE: 'wayland', ASYSTENT_RELAUNCHED_FOR_X11: '1' },
  });
  await until('the connection', () => client.overlays() === 1);
  await overlay.app.evaluate(({ app }) => app.emit('second-instance'));
  const page = await overlay.page('settings');
  await page.locator('[data-section="shortcuts"]').click();
  const t = translator('en');
  const bound = page.getByText(t('shortcuts.desktopKeys', { keys: 'test CTRL+ALT+m' }));
  await bound.waitFor();
  await press('toggleMonitoring');
  await until('the command', () => commands.length > 0);
  await press('stopSpeech');

  const pid = Number(/\d+(?=,)/.exec(await call(BUS, '/', `${BUS}.GetConnectionUnixProcessID`, PORTAL))?.[0]);
  process.kill(pid, 'SIGKILL');
  await page.getByText(t('shortcutState.refused')).waitFor();
  await bound.waitFor();
  await press('toggleMonitoring');
  await until('the next command', () => commands.length > 1);
  expect(commands).toEqual(['toggle_monitoring', 'toggle_monitoring']);
});
