import type { IpcMain } from 'electron';
import { createRegistrar } from '../../src-main/ipc/registrar.ts';
import { pageUrl } from '../../src-main/security/app-scheme.ts';
import type { Page } from '../../src-shared/pages.ts';

/** A message of a page. */
export interface Sent {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly page: Page;
  /** The message comes from a frame inside the page. */
  readonly isInnerFrame?: boolean;
}

type Listener = (event: object, ...args: readonly unknown[]) => unknown;

/** A registrar on an `ipcMain` that the test sends to. */
export function registrarWith(log: (message: string) => void) {
  const listeners = new Map<string, Listener>();
  const replies: (readonly [channel: string, value: unknown])[] = [];
  const add = (name: string, listener: Listener) => listeners.set(name, listener);
  const ipc = { on: add, handle: add } as unknown as IpcMain;
  return {
    registrar: createRegistrar(ipc, log),
    replies,
    send({ name, args, page, isInnerFrame = false }: Sent): unknown {
      const senderFrame = { url: pageUrl(page) };
      const event = {
        senderFrame,
        sender: { id: 7, mainFrame: isInnerFrame ? {} : senderFrame },
        reply: (channel: string, value: unknown) => replies.push([channel, value]),
      };
      const returned = listeners.get(name)?.(event, ...args);
      return 'returnValue' in event ? event.returnValue : returned;
    },
  };
}
