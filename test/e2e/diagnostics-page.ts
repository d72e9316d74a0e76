/** The page of the diagnostics, as the end-to-end tests handle it. */

import type { Page } from 'playwright';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { pressTrayEntry, trayIcon } from './tray.ts';

/** The page of the diagnostics, once it is drawn. Waits for it. */
export async function diagnosticsPage(overlay: RunningOverlay): Promise<Page> {
  const page = await overlay.page('diagnostics');
  await page.waitForSelector('[data-testid="diagnostics"]');
  return page;
}

/** Opens the diagnostics as a user does: from the tray. @param entry the tray entry's label. */
export async function openDiagnostics(overlay: RunningOverlay, entry = 'Diagnostics…'): Promise<Page> {
  await pressTrayEntry(await trayIcon(), entry);
  return diagnosticsPage(overlay);
}

/** Return the text of a counter of the first client. */
export async function counter(page: Page, row: string): Promise<string> {
  return (await page.locator(`[data-row="${row}"] dd`).first().textContent()) ?? '';
}

/** Return the text beside a curve of the first client. */
export async function curveValue(page: Page, curve: string): Promise<string> {
  return (await page.locator(`[data-curve="${curve}"] .value`).first().textContent()) ?? '';
}
