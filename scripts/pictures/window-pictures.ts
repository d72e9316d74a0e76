import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { createReferenceClient, type ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { CLIENT_LANGUAGES, type ClientLanguage } from '../../src-shared/languages.ts';
import type { PairedClient, Section } from '../../src-shared/settings.ts';
import { type ClientPorts, freeClientPorts, freePort } from '../../test/lab/free-port.ts';
import { driveOverlay, motionEnded, type OverlayOptions } from '../../test/lab/overlay-driver.ts';
import { makeScratchFolder } from '../../test/lab/scratch-folder.ts';
import { until } from '../../test/lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../../test/lab/virtual-desktop.ts';
import { makeSecureDemo } from '../demo/demo-clients.ts';
import { type AtEnd, withEndings } from '../with-endings.ts';
import { SCREENSHOTS } from './screen-pictures.ts';

const OTHER_SECTIONS: readonly (Section | 'about')[] = ['position', 'behaviour', 'connection', 'shortcuts', 'about'];
type Theme = 'light' | 'dark';

const DIAGNOSTICS_SIZE = { width: 880, height: 1180 };
/** The turns before the picture, which fill the curves; each takes 5 s. */
const TURNS = 14;

/**
 * Photograph the settings and the diagnostics for docs/screenshots, on virtual desktops. Build the app first.
 * @param electron the Electron executable.
 */
export async function photographWindows(electron: string): Promise<void> {
  await withEndings(async (atEnd) => {
    const desktop = await startVirtualDesktop({ width: 1280, height: 900 });
    atEnd(desktop.stop);
    for (const language of CLIENT_LANGUAGES) {
      for (const theme of ['light', 'dark'] as const) {
        await withEndings((close) => photographSettings(close, electron, desktop, language, theme));
      }
      await withEndings((close) => photographClients(close, electron, desktop, language));
    }
    await withEndings((close) => photographFirstRun(close, electron, desktop, 'en', 'light'));
    await withEndings((close) => photographFirstRun(close, electron, desktop, 'pl', 'dark'));
  });
  await withEndings(async (atEnd) => {
    const desktop = await startVirtualDesktop({ width: 1280, height: 1280 });
    atEnd(desktop.stop);
    const ports = await freeClientPorts();
    const client = createReferenceClient(ports);
    atEnd(client.stop);
    await client.start();
    const closing = new AbortController();
    const talking = talk(client, closing.signal);
    atEnd(() => {
      closing.abort();
      return talking;
    });
    await Promise.all([
      photographDiagnostics(atEnd, electron, desktop, ports, 'en', 'light'),
      photographDiagnostics(atEnd, electron, desktop, ports, 'pl', 'dark'),
    ]);
  });
}

async function photographSettings(
  atEnd: AtEnd,
  electron: string,
  { env, screenshot }: VirtualDesktop,
  language: ClientLanguage,
  theme: Theme,
): Promise<void> {
  const { page, overlay } = await openSettings(atEnd, {
    ...{ electron, env, wsPorts: [], httpPorts: [], language: null },
    settings: {
      appearance: { language, theme },
      connection: await freeClientPorts(),
      shortcuts: { toggleMonitoring: 'Control+Alt+M', showHide: 'Control+Alt+M' },
    },
  });
  await save(page, `settings-appearance-${language}-${theme}`);
  if (language !== 'en' || theme !== 'light') return;

  await motionEnded(await overlay.bubble());
  await screenshot(join(SCREENSHOTS, 'settings-with-preview.png'));
  for (const section of OTHER_SECTIONS) {
    await page.click(`[data-section="${section}"]`);
    if (section === 'connection') await page.locator('input').first().fill('6001; 6000');
    // Leave the field, and move the pointer away.
    await page.click('h2');
    await save(page, `settings-${section}`);
  }
  await page.emulateMedia({ forcedColors: 'active' });
  await page.click('[data-section="position"]');
  await page.click('h2');
  await save(page, 'settings-forced-colors');
}

/** The window of the first run, with the Asystent on this computer. */
async function photographFirstRun(
  atEnd: AtEnd,
  electron: string,
  { env }: VirtualDesktop,
  language: ClientLanguage,
  theme: Theme,
): Promise<void> {
  const ports = await freeClientPorts();
  const client = createReferenceClient(ports);
  atEnd(client.stop);
  await client.start();
  client.update({ status: 'Ready', monitoring: true });
  const settings = { appearance: { language, theme }, firstRun: { due: true } };
  const overlay = await driveOverlay({ ...{ electron, env, ...ports, language: null }, settings });
  atEnd(overlay.close);
  const page = await overlay.page('settings');
  await page.waitForSelector('[data-testid="first-run"] [data-standing="socket"]', { state: 'attached' });
  // The icon follows in a moment.
  await page.waitForSelector('.tray-picture img[src*="ready"]');
  await save(page, `first-run-${language}-${theme}`);
}

/** The clients: one that answers, one that refuses the key; and the form for adding one. */
async function photographClients(
  atEnd: AtEnd,
  electron: string,
  desktop: VirtualDesktop,
  language: ClientLanguage,
): Promise<void> {
  const profile = makeScratchFolder('pictures');
  atEnd(profile.remove);
  const ports = await freeClientPorts();
  const { client: secure, env } = await makeSecureDemo(profile.path, ports);
  const cellar: PairedClient = {
    kind: 'asystent',
    id: randomUUID(),
    name: language === 'pl' ? 'Piwnica' : 'Cellar',
    url: 'wss://cellar.lan:7001/',
    httpUrl: 'https://cellar.lan:7002/',
    certificate: '0'.repeat(64),
  };
  const client = createReferenceClient({ ...ports, ...secure });
  atEnd(client.stop);
  await client.start();
  client.update({ status: 'Ready', monitoring: true });
  const { page } = await openSettings(atEnd, {
    ...{ electron, env: { ...desktop.env, ...env }, language: null, profile: profile.path },
    ...(await freeClientPorts()),
    settings: { appearance: { language }, clients: { followed: [cellar] } },
  });
  await page.click('[data-section="clients"]');
  await until('the client', () => client.overlays() > 0);
  await page.click('h2');
  await page.setViewportSize({ width: 900, height: 1000 });
  await save(page, `settings-clients-${language}`);
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

async function photographDiagnostics(
  atEnd: AtEnd,
  electron: string,
  { env }: VirtualDesktop,
  ports: ClientPorts,
  language: 'pl' | 'en',
  theme: Theme,
): Promise<void> {
  const { page: settings, overlay } = await openSettings(atEnd, {
    ...{ electron, env, ...ports, language },
    settings: { appearance: { theme }, diagnostics: { metricsPort: await freePort() } },
  });
  await settings.click('[data-section="diagnostics"]');
  await settings.click('#diagnostics-button');
  const page = await overlay.page('diagnostics');
  await page.waitForSelector('[data-testid="diagnostics"]');
  await overlay.app.evaluate(({ BrowserWindow }, { width, height }) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('diagnostics'));
    window?.setContentSize(width, height);
  }, DIAGNOSTICS_SIZE);
  await settings.click('h2');
  await save(settings, `settings-diagnostics-${language}-${theme}`);
  await settings.close();
  const turns = page.locator('[data-kind="phase"]');
  await until('the turns', async () => (await turns.count()) >= 4 * TURNS, 5_000 * (TURNS + 4));
  await save(page, `diagnostics-${language}-${theme}`);
}

/** Start an overlay, and open its settings. */
async function openSettings(atEnd: AtEnd, options: OverlayOptions) {
  const overlay = await driveOverlay(options);
  atEnd(overlay.close);
  await overlay.bubble();
  await overlay.app.evaluate(({ app }) => app.emit('second-instance'));
  const page = await overlay.page('settings');
  await page.waitForSelector('[data-testid="settings"]');
  return { page, overlay };
}

/** Photograph a page. A page has few colours: with a palette, the file shrinks to less than half. */
async function save(page: Page, name: string): Promise<void> {
  await motionEnded(page);
  const picture = join(SCREENSHOTS, `${name}.png`);
  await page.screenshot({ path: picture });
  await promisify(execFile)('convert', [picture, '-strip', '+dither', '-colors', '128', `png8:${picture}`]);
}
