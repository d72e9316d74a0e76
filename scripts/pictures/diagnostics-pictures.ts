import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createReferenceClient, type ReferenceClient } from '../../packages/client/src/reference-client.ts';
import type { ClientLanguage } from '../../src-shared/languages.ts';
import { type ClientPorts, freeClientPorts, freePort } from '../../test/lab/free-port.ts';
import { driveOverlay } from '../../test/lab/overlay-driver.ts';
import { until } from '../../test/lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../../test/lab/virtual-desktop.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { reduceColours } from './reduce-colours.ts';

const FOLDER = join(PROJECT_ROOT, 'docs', 'screenshots');
const SIZE = { width: 880, height: 1180 };

/** The turns before the picture, which fill the curves; each takes 5 s. */
const TURNS = 14;

/**
 * Photograph the diagnostics for docs/screenshots, on a virtual desktop. Build the app first.
 * @param electron the Electron executable.
 */
export async function photographDiagnostics(electron: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const desktop = await startVirtualDesktop({ width: 1280, height: 1280 });
  const ports = await freeClientPorts();
  const client = createReferenceClient(ports);
  await client.start();
  try {
    const closing = new AbortController();
    const talking = talk(client, closing.signal);
    await Promise.all([
      photograph(electron, desktop, ports, 'en', 'light'),
      photograph(electron, desktop, ports, 'pl', 'dark'),
    ]);
    closing.abort();
    await talking;
  } finally {
    await client.stop();
    await desktop.stop();
  }
}

/** Play turns in a loop. */
async function talk(client: ReferenceClient, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    client.update({ status: 'Ready', monitoring: true, is_speaking: false, is_listening: false });
    await delay(1_000);
    client.update({ status: 'Słucham…', is_listening: true, wake_word_detected: true });
    await delay(1_000);
    client.update({ status: 'Myślę…', is_listening: false });
    await delay(1_000);
    for (const text of ['Seventeen', 'Seventeen degrees', 'Seventeen degrees, and rain.']) {
      client.update({ status: 'Mówię…', is_speaking: true, wake_word_detected: false, text });
      await delay(660);
    }
  }
}

async function photograph(
  electron: string,
  on: VirtualDesktop,
  ports: ClientPorts,
  language: ClientLanguage,
  theme: 'light' | 'dark',
): Promise<void> {
  const overlay = await driveOverlay({
    electron,
    env: on.env,
    ...ports,
    language,
    settings: { appearance: { theme }, diagnostics: { metricsPort: await freePort() }, login: { asked: true } },
  });
  try {
    await overlay.app.evaluate(({ app }) => app.emit('second-instance'));
    const settings = await overlay.page('settings');
    await settings.click('[data-section="diagnostics"]');
    await settings.click('#diagnostics-button');
    const page = await overlay.page('diagnostics');
    await page.waitForSelector('[data-testid="diagnostics"]');
    await overlay.app.evaluate(({ BrowserWindow }, { width, height }) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('diagnostics'));
      window?.setContentSize(width, height);
    }, SIZE);
    const ofSettings = join(FOLDER, `settings-diagnostics-${language}-${theme}.png`);
    await settings.click('h2');
    await settings.screenshot({ path: ofSettings });
    await reduceColours(ofSettings);
    await settings.close();
    const turns = page.locator('[data-kind="phase"]');
    await until('the turns', async () => (await turns.count()) >= 4 * TURNS, 5_000 * (TURNS + 4));
    const picture = join(FOLDER, `diagnostics-${language}-${theme}.png`);
    await page.screenshot({ path: picture });
    await reduceColours(picture);
  } finally {
    await overlay.close();
  }
}
