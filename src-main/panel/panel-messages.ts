import { ipcMain } from 'electron';
import * as v from 'valibot';
import { TYPED_TEXT_MAX_LENGTH } from '../../src-shared/commands.ts';
import { PANEL_CHANNEL, type PanelView, type TypedTexts } from '../../src-shared/panel-contract.ts';
import { senderPage } from '../ipc/sender-page.ts';

const Nothing = v.strictTuple([]);
const AnswerId = v.strictTuple([v.pipe(v.number(), v.safeInteger(), v.minValue(1))]);
const Draft = v.pipe(v.string(), v.maxLength(TYPED_TEXT_MAX_LENGTH));

/** What is done for the panel, and for the button that opens it. */
export interface PanelMessageHandlers {
  /** The user pressed the button that opens and closes the panel. @param pageId the id of the button's web contents. */
  readonly onToggle: (pageId: number) => void;
  readonly onClose: () => void;
  readonly typed: () => TypedTexts;
  readonly onDraft: (text: string) => void;
  readonly view: () => PanelView;
  /** Puts an answer into the clipboard; rejects when there is none of that id, or the system refuses. */
  readonly copyAnswer: (id: number) => Promise<void>;
}

/** Listens to the panel and to its button. What comes from any other page, or with other arguments, is refused and logged. */
export function handlePanelMessages(handlers: PanelMessageHandlers, log: (message: string) => void): void {
  const refuse = (channel: string) => log(`message refused: ${channel} from the wrong page or with wrong arguments`);

  ipcMain.on(PANEL_CHANNEL.toggle, (event) => {
    if (senderPage(event) === 'controls') handlers.onToggle(event.sender.id);
    else refuse(PANEL_CHANNEL.toggle);
  });
  ipcMain.on(PANEL_CHANNEL.close, (event) => {
    if (senderPage(event) === 'panel') handlers.onClose();
    else refuse(PANEL_CHANNEL.close);
  });
  ipcMain.on(PANEL_CHANNEL.draft, (event, value: unknown) => {
    const parsed = v.safeParse(Draft, value);
    if (senderPage(event) === 'panel' && parsed.success) handlers.onDraft(parsed.output);
    else refuse(PANEL_CHANNEL.draft);
  });
  ipcMain.on(PANEL_CHANNEL.ready, (event, ...args: unknown[]) => {
    if (senderPage(event) === 'panel' && v.is(Nothing, args)) event.reply(PANEL_CHANNEL.view, handlers.view());
    else refuse(PANEL_CHANNEL.ready);
  });
  ipcMain.handle(PANEL_CHANNEL.copyAnswer, async (event, ...args: unknown[]) => {
    const parsed = v.safeParse(AnswerId, args);
    if (senderPage(event) !== 'panel' || !parsed.success) {
      refuse(PANEL_CHANNEL.copyAnswer);
      throw new Error('refused');
    }
    await handlers.copyAnswer(parsed.output[0]);
    return null;
  });
  ipcMain.handle(PANEL_CHANNEL.typed, (event) => {
    if (senderPage(event) === 'panel') return handlers.typed();
    refuse(PANEL_CHANNEL.typed);
    throw new Error('refused');
  });
}
