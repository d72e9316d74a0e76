import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import * as v from 'valibot';
import type { Page } from '../../src-shared/pages.ts';
import { pageOf } from '../security/app-scheme.ts';
import { CHANNELS } from './channels.ts';

type Name = keyof typeof CHANNELS;
type NameOf<Kind> = { [N in Name]: (typeof CHANNELS)[N]['kind'] extends Kind ? N : never }[Name];
type Args<N extends Name> = v.InferOutput<(typeof CHANNELS)[N]['args']>;

/** The page that sent a message. */
export interface Sender {
  /** The id of its web contents. */
  readonly pageId: number;
  /** Send to its frame. */
  reply(channel: string, value: unknown): void;
}

/**
 * Registers the handlers of `CHANNELS`. A handler runs only for the main frame of a page that may send on the channel, and
 * with arguments that match the schema.
 */
export interface Registrar {
  on<N extends NameOf<'send'>>(name: N, handler: (sender: Sender, ...args: Args<N>) => void): void;
  /** The page gets the handler's result. A refused page gets a rejection, and so does one whose handler throws. */
  handle<N extends NameOf<'invoke'>>(name: N, handler: (...args: Args<N>) => unknown): void;
  /** The page waits for the handler's result. A refused page gets null, and so does one whose handler throws. */
  answer<N extends NameOf<'ask'>>(name: N, handler: (...args: Args<N>) => unknown): void;
}

/** @param log gets one line for each refused message: the channel, never the arguments. A handler that throws has one too. */
export function createRegistrar(ipc: Pick<IpcMain, 'on' | 'handle'>, log: (message: string) => void): Registrar {
  const accept = <N extends Name>(name: N, event: IpcMainEvent | IpcMainInvokeEvent, args: unknown): Args<N> | null => {
    const channel = CHANNELS[name];
    const page = senderPage(event);
    const parsed = v.safeParse(channel.args, args);
    if (channel.from.some((allowed) => allowed === page) && parsed.success) return parsed.output;
    log(`message refused: ${name} from the wrong page or with wrong arguments`);
    return null;
  };
  /** Run a handler. Its errors are logged, and go on to the caller. */
  const watched = (name: Name, handler: () => unknown): unknown => {
    const fail = (error: unknown): never => {
      log(`no answer: ${name} failed: ${error instanceof Error ? error.stack : error}`);
      throw error;
    };
    try {
      const result = handler();
      return result instanceof Promise ? result.catch(fail) : result;
    } catch (error) {
      return fail(error);
    }
  };
  return {
    on(name, handler) {
      ipc.on(name, (event, ...args: unknown[]) => {
        const accepted = accept(name, event, args);
        if (accepted === null) return;
        handler({ pageId: event.sender.id, reply: (channel, value) => event.reply(channel, value) }, ...accepted);
      });
    },
    handle(name, handler) {
      ipc.handle(name, (event, ...args: unknown[]) => {
        const accepted = accept(name, event, args);
        if (accepted === null) throw new Error('refused');
        return watched(name, () => handler(...accepted));
      });
    },
    answer(name, handler) {
      ipc.on(name, (event, ...args: unknown[]) => {
        const accepted = accept(name, event, args);
        // Thrown on, an error would end the app, and the page would wait forever.
        try {
          event.returnValue = accepted === null ? null : watched(name, () => handler(...accepted));
        } catch {
          event.returnValue = null;
        }
      });
    },
  };
}

/** Return the page that sent a message; null if the sender is not the main frame of one of our pages. */
export function senderPage(event: Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>): Page | null {
  const frame = event.senderFrame;
  if (frame === null || frame !== event.sender.mainFrame) return null;
  return pageOf(frame.url);
}
