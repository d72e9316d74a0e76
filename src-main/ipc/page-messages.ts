import { type IpcMainEvent, ipcMain } from 'electron';
import * as v from 'valibot';
import { CHANNEL, COMMANDS, type Command, type OverlayState } from '../../src-preload/contract.ts';
import { type Page, pageOf } from '../windows/app-scheme.ts';

const command = v.picklist(COMMANDS);

/** The page that a message comes from; null when the frame is not the main frame of one of our pages. */
function senderPage(event: IpcMainEvent): Page | null {
  const frame = event.senderFrame;
  if (frame === null || frame !== event.sender.mainFrame) return null;
  return pageOf(frame.url);
}

/**
 * Listens to the pages. What comes from any other frame, from the wrong page or with other arguments is ignored and
 * logged.
 * @param currentState what a page that has just begun to listen is told.
 * @param onCommand called when the user pressed a button.
 */
export function handlePageMessages(
  currentState: () => OverlayState,
  onCommand: (command: Command) => void,
  log: (message: string) => void,
): void {
  ipcMain.on(CHANNEL.ready, (event) => {
    if (senderPage(event) === null) {
      log('message refused: ready from a frame that is not ours');
      return;
    }
    event.reply(CHANNEL.state, currentState());
  });
  ipcMain.on(CHANNEL.command, (event, value: unknown) => {
    const parsed = v.safeParse(command, value);
    if (senderPage(event) !== 'controls' || !parsed.success) {
      log('message refused: command from the wrong page or unknown');
      return;
    }
    onCommand(parsed.output);
  });
}
