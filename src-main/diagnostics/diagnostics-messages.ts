import { ipcMain } from 'electron';
import * as v from 'valibot';
import { CHANNEL } from '../../src-shared/bubble-contract.ts';
import { DIAGNOSTICS_CHANNEL, type DiagnosticsView } from '../../src-shared/diagnostics-contract.ts';
import { senderPage } from '../ipc/sender-page.ts';

/** What the diagnostics page may ask for, and what the bubble answers. */
export interface DiagnosticsRequests {
  view(): DiagnosticsView;
  /** Puts the report into the clipboard. Since Electron 44 that is a promise, which rejects when the system refuses. */
  copy(): Promise<void> | void;
  painted(number: number): void;
}

const Nothing = v.strictTuple([]);
const Question = v.strictTuple([v.pipe(v.number(), v.safeInteger())]);

/** Listens to the pages. What comes from any other frame or page, or with other arguments, is refused and logged. */
export function handleDiagnosticsMessages(requests: DiagnosticsRequests, log: (message: string) => void): void {
  const refuse = (channel: string) => log(`message refused: ${channel} from the wrong page or with wrong arguments`);

  ipcMain.on(DIAGNOSTICS_CHANNEL.ready, (event, ...args: unknown[]) => {
    if (senderPage(event) === 'diagnostics' && v.is(Nothing, args)) {
      event.reply(DIAGNOSTICS_CHANNEL.view, requests.view());
    } else refuse(DIAGNOSTICS_CHANNEL.ready);
  });
  ipcMain.handle(DIAGNOSTICS_CHANNEL.copy, async (event, ...args: unknown[]) => {
    if (senderPage(event) !== 'diagnostics' || !v.is(Nothing, args)) {
      refuse(DIAGNOSTICS_CHANNEL.copy);
      throw new Error('refused');
    }
    await requests.copy();
    return null;
  });
  ipcMain.on(CHANNEL.painted, (event, ...args: unknown[]) => {
    const parsed = v.safeParse(Question, args);
    if (senderPage(event) === 'bubble' && parsed.success) requests.painted(parsed.output[0]);
    else refuse(CHANNEL.painted);
  });
}
