import { execFileSync } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { plugIn } from '../lab/pluggable-displays.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop } from '../lab/virtual-desktop.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { profileWith, settingsPage } from './settings-page.ts';

it('the settings open on the display that has the pointer now', async () => {
  const desktop = await startVirtualDesktop({ width: 1280, height: 800, pluggable: true, panel: false });
  onTestFinished(desktop.stop);
  await plugIn(desktop.env, [
    { output: 'DUMMY0', mode: '1280x800', x: 0, y: 0 },
    { output: 'DUMMY1', mode: '1920x1080', x: 1280, y: 0 },
  ]);
  const pointAt = (x: number) => execFileSync('xdotool', ['mousemove', String(x), '500'], { env: desktop.env });
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const profile = profileWith({ version: 1 });
  pointAt(300);
  const overlay = await launchOverlay({ ...ports, profile, env: desktop.env });
  await until('the client', () => client.overlays() === 1);
  const ask = (action: string | null) => client.update({ action } as Parameters<typeof client.update>[0]);

  ask('open_settings');
  const page = await settingsPage(overlay);
  expect(await page.evaluate(() => window.screenX)).toBeLessThan(1280);
  await page.close();
  ask(null);
  pointAt(2_000);
  await until('the settings', () => {
    // A request within a second of the last one is ignored.
    ask(null);
    ask('open_settings');
    return overlay.app.windows().some((each) => each.url().includes('settings'));
  });
  const again = await settingsPage(overlay);
  expect(await again.evaluate(() => window.screenX)).toBeGreaterThanOrEqual(1280);
});
