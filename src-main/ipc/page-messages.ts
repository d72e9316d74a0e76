import { ipcMain } from 'electron';
import * as v from 'valibot';
import { CHANNEL, type HandleIntent, type PageLayout } from '../../src-shared/bubble-contract.ts';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { Page } from '../../src-shared/pages.ts';
import { writeState } from '../../src-shared/state-message.ts';
import { CommandRequestSchema } from './command-request.ts';
import { senderPage } from './sender-page.ts';

/** The client's own settings are drawn in our settings, everything else on the controls and the panel. */
function mayAsk(page: Page | null, { command }: CommandRequest): boolean {
  return command === 'set_setting' ? page === 'settings' : page === 'controls' || page === 'panel';
}

const handleIntent: v.GenericSchema<unknown, HandleIntent> = v.variant('kind', [
  v.object({
    kind: v.picklist(['drag-start', 'drag-move']),
    screenX: v.pipe(v.number(), v.finite()),
    screenY: v.pipe(v.number(), v.finite()),
  }),
  v.object({ kind: v.picklist(['drag-end', 'drag-cancel', 'reset']) }),
]);

/** What the pages are told and what is done for them. A page is known by the id of its web contents. */
export interface PageMessageHandlers {
  /** What a page that has just begun to listen is told. */
  readonly state: (pageId: number) => OverlayState;
  readonly layout: (pageId: number) => PageLayout | null;
  /** The user asked for a command. */
  readonly onCommand: (request: CommandRequest) => void;
  /** The user does something with the handle. */
  readonly onHandle: (pageId: number, intent: HandleIntent) => void;
}

/**
 * Listens to the pages. What comes from any other frame, from the wrong page or with other arguments is ignored and
 * logged.
 */
export function handlePageMessages(handlers: PageMessageHandlers, log: (message: string) => void): void {
  ipcMain.on(CHANNEL.ready, (event) => {
    if (senderPage(event) === null) {
      log('message refused: ready from a frame that is not ours');
      return;
    }
    const layout = handlers.layout(event.sender.id);
    if (layout !== null) event.reply(CHANNEL.layout, layout);
    event.reply(CHANNEL.state, writeState(handlers.state(event.sender.id)));
  });
  ipcMain.on(CHANNEL.command, (event, value: unknown) => {
    const parsed = v.safeParse(CommandRequestSchema, value);
    if (!parsed.success || !mayAsk(senderPage(event), parsed.output)) {
      log('message refused: command from the wrong page or unknown');
      return;
    }
    handlers.onCommand(parsed.output);
  });
  ipcMain.on(CHANNEL.handle, (event, value: unknown) => {
    const parsed = v.safeParse(handleIntent, value);
    if (senderPage(event) !== 'controls' || !parsed.success) {
      log('message refused: handle from the wrong page or unknown');
      return;
    }
    handlers.onHandle(event.sender.id, parsed.output);
  });
}
