import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import type { Page } from '../../src-shared/pages.ts';
import { pageOf } from '../security/app-scheme.ts';

/** The page that a message comes from; null when the frame is not the main frame of one of our pages. */
export function senderPage(event: Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>): Page | null {
  const frame = event.senderFrame;
  if (frame === null || frame !== event.sender.mainFrame) return null;
  return pageOf(frame.url);
}
