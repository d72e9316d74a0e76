import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import type { Page } from '../../src-shared/pages.ts';
import { pageOf } from '../security/app-scheme.ts';

/** Return the page that sent a message; null if the sender is not the main frame of one of our pages. */
export function senderPage(event: Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>): Page | null {
  const frame = event.senderFrame;
  if (frame === null || frame !== event.sender.mainFrame) return null;
  return pageOf(frame.url);
}
