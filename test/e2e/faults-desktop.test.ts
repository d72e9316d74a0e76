import { expect, inject, it, onTestFinished } from 'vitest';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { driveOverlay, type RunningOverlay } from '../lab/overlay-driver.ts';
import { shownPage } from '../lab/overlay-parts.ts';
import { isRunning, processFile, processTree } from '../lab/processes.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../lab/virtual-desktop.ts';
import { bubbleIn } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { profileWith } from './settings-page.ts';

/** The processes of a program that this process has started. */
const started = (name: string) =>
  processTree(process.pid).filter((pid) => isRunning(pid) && processFile(pid, 'comm')?.trim() === name);

/** Has an answer spoken, and waits until it is on the screen. */
async function seeAnswer(client: ReferenceClient, overlay: RunningOverlay, answer: string): Promise<void> {
  client.update({ status: 'myślę', wake_word_detected: true, is_speaking: false, text: '' });
  await bubbleIn(overlay, 'thinking');
  client.update({ status: 'mówię', is_speaking: true, text: answer });
  await until(answer, async () => (await shownPage(overlay, 'bubble'))?.text.includes(answer));
}

/** An overlay on a desktop of its own. */
async function overlayOn(desktop: VirtualDesktop, env: Readonly<Record<string, string>> = {}) {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const overlay = await driveOverlay({
    electron: inject('harness').electron,
    env: { ...desktop.env, ...env },
    ...ports,
    language: 'en',
  });
  onTestFinished(overlay.close);
  return { client, overlay };
}

async function kill(part: string): Promise<void> {
  const [pid] = started(part);
  if (pid === undefined) throw new Error(`${part} does not run`);
  process.kill(pid, 'SIGKILL');
  await until(`the end of ${part}`, () => !isRunning(pid));
}

it('goes on when compositor, panel and window manager die [REL-DESKTOP-DIES] [REL-BUS-DIES]', async () => {
  const desktop = await startVirtualDesktop({ width: 1280, height: 800 });
  onTestFinished(desktop.stop);
  const { client, overlay } = await overlayOn(desktop);
  for (const part of ['picom', 'xfce4-panel', 'openbox']) {
    await kill(part);
    await seeAnswer(client, overlay, `Without ${part}.`);
    expect(client.overlays()).toBe(1);
  }
  // Chromium ends every app whose session bus is gone: the session is over.
  const processes = processTree(overlay.app.process().pid ?? 0);
  await kill('dbus-daemon');
  await until('the end of every process', () => !processes.some(isRunning));
  await until('the end of the connection', () => client.overlays() === 0);
});

it('works where there never was a window manager, a compositor, a tray or a session bus [REL-DESKTOP-DIES] [REL-BUS-MISSING]', async () => {
  const desktop = await startVirtualDesktop({ width: 1280, height: 800, panel: false, compositor: false });
  onTestFinished(desktop.stop);
  await kill('openbox');
  const { client, overlay } = await overlayOn(desktop, { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' });
  await seeAnswer(client, overlay, 'On a bare screen.');
});

it.each([
  ['cut off', '{"version":1,"appearance":{"theme":"dark"'],
  ['garbage', '\0\x01\x02\xff'],
  ['empty', ''],
  ['10,000 lists in each other', '['.repeat(10_000)],
  ['with a hostile name', '{"__proto__":{"appearance":1},"constructor":{},"appearance":{"__proto__":{"theme":"x"}}}'],
  ['from a newer version', '{"version":99,"appearance":{"theme":"dark"},"new":{}}'],
])('starts with a settings file that is %s [REL-SETTINGS-BROKEN]', async (_, content) => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  client.update({ overlay_visible: true });
  const overlay = await launchOverlay({ ...ports, profile: profileWith(content) });
  await bubbleIn(overlay, 'ready');
});
