/** Main's states for the pages, and their requests. */

import { CHANNEL } from '../../src-shared/bubble-contract.ts';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { RunningOverlay } from '../lab/overlay-driver.ts';

/** Return the present state for the pages: main's answer to the buttons' page, as if that asked once more. */
export async function stateOf(overlay: RunningOverlay): Promise<OverlayState> {
  await overlay.controls();
  const message = await overlay.app.evaluate(
    ({ ipcMain, webContents }, { ready, state }) =>
      new Promise<string>((resolve) => {
        const sender = webContents.getAllWebContents().find((each) => each.getURL().endsWith('/controls.html'));
        const reply = (channel: string, value: string) => {
          if (channel === state) resolve(value);
        };
        ipcMain.emit(ready, { sender, senderFrame: sender?.mainFrame, reply });
      }),
    CHANNEL,
  );
  return JSON.parse(message);
}

/** Asks for a command as a button of the controls would. */
export async function press(overlay: RunningOverlay, request: CommandRequest): Promise<void> {
  const page = await overlay.controls();
  await page.evaluate((wanted) => window.overlay.press(wanted), request);
}
