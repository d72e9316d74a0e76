/** The settings' page and file, as the end-to-end tests handle them. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { onTestFinished } from 'vitest';
import type { SectionPage } from '../../src-renderer/settings/settings.tsx';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { onDesktop } from './desktop.ts';
import { pressTrayEntry, trayIcon } from './tray.ts';

/** A profile's folder with a settings file. Deleted when the test ends. @param content JSON, or the file's whole text. */
export function profileWith(content: object | string): string {
  const path = mkdtempSync(join(tmpdir(), 'asystent-profile-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  writeFileSync(join(path, 'settings.json'), typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** Return the settings file of a profile; null while there is none. */
export function settingsFile(profile: string): Record<string, Record<string, unknown>> | null {
  try {
    return JSON.parse(readFileSync(join(profile, 'settings.json'), 'utf8'));
  } catch {
    return null;
  }
}

/** The page of the settings, once it is drawn. Waits for it. */
export async function settingsPage(overlay: RunningOverlay): Promise<Page> {
  const page = await overlay.page('settings');
  await page.waitForSelector('[data-testid="settings"]');
  return page;
}

/** Opens the settings as a user does: from the tray. @param entry the tray entry's label. */
export async function openSettings(overlay: RunningOverlay, entry = 'Settings…'): Promise<Page> {
  await pressTrayEntry(await trayIcon(), entry);
  return settingsPage(overlay);
}

/** Opens a section. */
export async function openSection(page: Page, section: SectionPage['name']): Promise<void> {
  await page.click(`[data-section="${section}"]`);
}

/** Presses keys of the virtual desktop's keyboard, as xdotool names them. */
export async function pressKeys(...keys: readonly string[]): Promise<void> {
  await onDesktop('xdotool', 'key', ...keys);
}

/** Moves the focus on with the Tab key until it is on the element. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  const isThere = () => page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
  const focused = () => page.evaluate(() => document.activeElement?.outerHTML);
  for (let presses = 0; presses < 40; presses += 1) {
    if (await isThere()) return;
    const before = await focused();
    await pressKeys('Tab');
    await until('the focus to move on', async () => (await focused()) !== before || (await isThere()));
  }
  throw new Error(`the Tab key does not lead to ${selector}`);
}
