import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { it, onTestFinished } from 'vitest';
import { hasCompositor } from '../../src-main/desktop/probes.ts';
import { startInBackground } from '../lab/background-process.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../lab/virtual-desktop.ts';
import { bubbleIn, buttonPoint } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { startOfferingClient } from './offering-client.ts';
import { temporaryFolder } from './overlay-process.ts';
import { openPanelPage } from './panel.ts';

/** How much of the screen is quite black, from 0 to 1. */
async function blackPart(desktop: VirtualDesktop, file: string): Promise<number> {
  await desktop.screenshot(file);
  const counted = ['-fill', 'white', '+opaque', 'black', '-fill', 'black', '-negate', '-format', '%[fx:mean]', 'info:'];
  const { stdout } = await promisify(execFile)('convert', [file, ...counted]);
  return Number(stdout);
}

async function isOpaque(overlay: RunningOverlay): Promise<void> {
  const pages = [await overlay.bubble(), await overlay.controls()];
  for (const page of pages) await page.waitForSelector('html[data-opaque="true"]', { state: 'attached' });
  for (const page of pages) await motionEnded(page);
}

it('on a desktop without a compositor there is no black box around the bubble', async () => {
  const desktop = await startVirtualDesktop({ width: 900, height: 500, panel: false, compositor: false });
  onTestFinished(desktop.stop);
  const shot = join(temporaryFolder(), 'screen.png');
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const before = await blackPart(desktop, shot);
  const overlay = await launchOverlay({ ...ports, env: desktop.env });
  client.update({ status: 'Listening...', is_listening: true, wake_word_detected: true });
  await bubbleIn(overlay, 'listening');
  await isOpaque(overlay);
  client.update({ status: 'mówię', is_listening: false, is_speaking: true, text: 'Short answer.' });
  await bubbleIn(overlay, 'speaking');
  await until('the card', async () => (await (await overlay.bubble()).getByTestId('answer').count()) === 1);
  // The letters are black too, but not many.
  await until('the picture', async () => (await blackPart(desktop, shot)) - before < 0.005);
});

it('nor when the compositor dies while the bubble is shown, whose shadow is back with the next one [REL-COMPOSITOR-DIES]', async () => {
  const desktop = await startVirtualDesktop({ width: 900, height: 500, panel: false, compositor: false });
  onTestFinished(desktop.stop);
  const folder = temporaryFolder();
  const env = desktop.env;
  const startCompositor = async () => {
    const compositor = startInBackground('picom', ['--config', '/dev/null', '--backend', 'xrender'], {
      env,
      logFile: join(folder, 'picom.log'),
    });
    onTestFinished(compositor.stop);
    await until('the compositor', () => hasCompositor(env));
    return compositor;
  };
  const shot = join(folder, 'screen.png');
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const compositor = await startCompositor();
  const before = await blackPart(desktop, shot);
  const overlay = await launchOverlay({ ...ports, env });
  client.update({ overlay_visible: true });
  await bubbleIn(overlay, 'ready');
  await compositor.stop();
  await isOpaque(overlay);
  await until('the picture', async () => (await blackPart(desktop, shot)) - before < 0.005);
  await startCompositor();
  await (await overlay.bubble()).waitForSelector('html[data-opaque="false"]', { state: 'attached' });
});

it('nor around the panel', async () => {
  const desktop = await startVirtualDesktop({ width: 900, height: 500, panel: false, compositor: false });
  onTestFinished(desktop.stop);
  const shot = join(temporaryFolder(), 'screen.png');
  const client = await startOfferingClient();
  const before = await blackPart(desktop, shot);
  const overlay = await launchOverlay({ ...client.ports, env: desktop.env });
  client.update({ overlay_visible: true });
  await bubbleIn(overlay, 'ready');
  await isOpaque(overlay);
  await buttonPoint(overlay, 'panel');
  await (await overlay.controls()).click('button[data-command="panel"]');
  const panel = await openPanelPage(overlay);
  await panel.waitForSelector('html[data-opaque="true"]', { state: 'attached' });
  await until('the picture', async () => (await blackPart(desktop, shot)) - before < 0.005);
});
