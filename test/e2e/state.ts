/** What main tells the pages, and what they ask of it. */

import type { CommandRequest } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { RunningOverlay } from '../lab/overlay-driver.ts';

/** What main tells the pages now. */
export async function stateOf(overlay: RunningOverlay): Promise<OverlayState> {
  const page = await overlay.controls();
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const end = window.overlay.onState((message) => {
          setTimeout(() => end());
          resolve(JSON.parse(message));
        });
      }),
  );
}

/** Asks for a command as a button of the controls would. */
export async function press(overlay: RunningOverlay, request: CommandRequest): Promise<void> {
  const page = await overlay.controls();
  await page.evaluate((wanted) => window.overlay.press(wanted), request);
}
