import type { IpcRenderer } from 'electron';

/** Calls `listener` with the latest message, if there is one, and with every later one. @returns a function that ends this. */
export type Listen<Message> = (listener: (message: Message) => void) => () => void;

/** Listen to a channel of main from now on, for a page that listens once its scripts are loaded. */
export function keepLatest<Message>(ipc: Pick<IpcRenderer, 'on'>, channel: string): Listen<Message> {
  const listeners = new Set<(message: Message) => void>();
  let latest: { readonly message: Message } | null = null;
  ipc.on(channel, (_event, message: Message) => {
    latest = { message };
    for (const listener of listeners) listener(message);
  });
  return (listener) => {
    listeners.add(listener);
    if (latest !== null) listener(latest.message);
    return () => listeners.delete(listener);
  };
}
