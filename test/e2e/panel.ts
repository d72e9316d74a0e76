/** The panel, as the end-to-end tests handle it. */

import type { Page } from 'playwright';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { buttonPoint } from './bubble.ts';
import { clickAt } from './screen.ts';

/** The panel's page; undefined while it is not there. */
export function panelPage(overlay: RunningOverlay): Page | undefined {
  return overlay.app.windows().find((page) => page.url().includes('panel'));
}

/** Waits until the panel is open, drawn, and has the keyboard. */
export async function openPanelPage(overlay: RunningOverlay): Promise<Page> {
  const page = await until('the panel', () => panelPage(overlay));
  await page.waitForSelector('[data-testid="panel"]');
  // Not asked of the page: a page that is driven takes itself to have the focus.
  await until('the focus in the panel', () =>
    overlay.app.evaluate(({ BrowserWindow }) =>
      Boolean(BrowserWindow.getFocusedWindow()?.webContents.getURL().includes('panel')),
    ),
  );
  await motionEnded(page);
  return page;
}

/** Waits until the panel has closed. */
export async function panelIsClosed(overlay: RunningOverlay): Promise<void> {
  await until('the end of the panel', () => panelPage(overlay) === undefined);
}

/** Opens the panel as a user does: with its button. */
export async function openPanel(overlay: RunningOverlay): Promise<Page> {
  await clickAt(await buttonPoint(overlay, 'panel'));
  return openPanelPage(overlay);
}
