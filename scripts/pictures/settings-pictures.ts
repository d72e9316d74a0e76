import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { createReferenceClient } from '../../packages/client/src/reference-client.ts';
import { LANGUAGES, type Language } from '../../src-shared/languages.ts';
import type { Section } from '../../src-shared/settings.ts';
import { freeClientPorts } from '../../test/lab/free-port.ts';
import { driveOverlay, motionEnded, type RunningOverlay } from '../../test/lab/overlay-driver.ts';
import { makeScratchFolder } from '../../test/lab/scratch-folder.ts';
import { until } from '../../test/lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../../test/lab/virtual-desktop.ts';
import { makeSecureDemo } from '../demo/secure-demo.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { reduceColours } from './reduce-colours.ts';

const FOLDER = join(PROJECT_ROOT, 'docs', 'screenshots');
const OTHER_SECTIONS: readonly (Section | 'about')[] = ['position', 'behaviour', 'connection', 'shortcuts', 'about'];

/**
 * Photograph the settings for docs/screenshots, on a virtual desktop. Build the app first.
 * @param electron the Electron executable.
 */
export async function photographSettings(electron: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const desktop = await startVirtualDesktop({ width: 1280, height: 900 });
  try {
    for (const language of LANGUAGES) {
      for (const theme of ['light', 'dark'] as const) await photograph(electron, desktop, language, theme);
      await photographClients(electron, desktop, language);
    }
  } finally {
    await desktop.stop();
  }
}

async function photograph(
  electron: string,
  on: VirtualDesktop,
  language: Language,
  theme: 'light' | 'dark',
): Promise<void> {
  const overlay = await driveOverlay({
    electron,
    env: on.env,
    wsPorts: [],
    httpPorts: [],
    language: null,
    settings: {
      appearance: { language, theme },
      connection: await freeClientPorts(),
      shortcuts: { toggleMonitoring: 'Control+Alt+M', showHide: 'Control+Alt+M' },
      login: { asked: language === 'en' },
    },
  });
  try {
    const page = await openSettings(overlay);
    await save(page, `appearance-${language}-${theme}`);
    if (language !== 'en' || theme !== 'light') return;

    await motionEnded(await overlay.bubble());
    await on.screenshot(join(FOLDER, 'settings-with-preview.png'));
    for (const section of OTHER_SECTIONS) {
      await page.click(`[data-section="${section}"]`);
      if (section === 'connection') await page.locator('input').first().fill('6001; 6000');
      // Leave the field, and move the pointer away.
      await page.click('h2');
      await save(page, section);
    }
    await page.emulateMedia({ forcedColors: 'active' });
    await page.click('[data-section="position"]');
    await page.click('h2');
    await save(page, 'forced-colors');
  } finally {
    await overlay.close();
  }
}

/** The clients: one that answers, and one that refuses the key. */
async function photographClients(electron: string, on: VirtualDesktop, language: Language): Promise<void> {
  const profile = makeScratchFolder('pictures');
  const ports = await freeClientPorts();
  const { client: secure, env } = await makeSecureDemo(profile.path, ports);
  const cellar = {
    id: randomUUID(),
    name: language === 'pl' ? 'Piwnica' : 'Cellar',
    url: 'wss://cellar.lan:7001/',
    httpUrl: 'https://cellar.lan:7002/',
    certificate: '0'.repeat(64),
  };
  const client = createReferenceClient({ ...ports, ...secure });
  await client.start();
  client.update({ status: 'Ready', monitoring: true });
  const overlay = await driveOverlay({
    electron,
    env: { ...on.env, ...env },
    ...(await freeClientPorts()),
    language: null,
    profile: profile.path,
    settings: { login: { asked: true }, appearance: { language }, clients: { paired: [cellar] } },
  });
  try {
    const page = await openSettings(overlay);
    await page.click('[data-section="clients"]');
    await until('the client', () => client.overlays() > 0);
    await page.click('h2');
    await page.setViewportSize({ width: 900, height: 900 });
    await save(page, `clients-${language}`);
  } finally {
    await overlay.close();
    await client.stop();
    profile.remove();
  }
}

async function openSettings(overlay: RunningOverlay): Promise<Page> {
  await overlay.bubble();
  await overlay.app.evaluate(({ app }) => app.emit('second-instance'));
  const page = await overlay.page('settings');
  await page.waitForSelector('[data-testid="settings"]');
  return page;
}

async function save(page: Page, name: string): Promise<void> {
  await motionEnded(page);
  const picture = join(FOLDER, `settings-${name}.png`);
  await page.screenshot({ path: picture });
  await reduceColours(picture);
}
