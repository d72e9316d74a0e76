import type { IpcRenderer, IpcRendererEvent } from 'electron';
import { expect, it } from 'vitest';
import { keepLatest } from '../../src-preload/keep-latest.ts';

/** A channel of main, and the messages that a page hears on it, whenever it begins to listen. */
function channel() {
  const handlers: ((event: IpcRendererEvent, ...args: unknown[]) => void)[] = [];
  const ipc: Pick<IpcRenderer, 'on'> = {
    on(_name, handler) {
      handlers.push(handler);
      return undefined as unknown as IpcRenderer;
    },
  };
  const listen = keepLatest<string>(ipc, 'state');
  return {
    send(message: string) {
      for (const handler of handlers) handler({} as IpcRendererEvent, message);
    },
    hear() {
      const heard: string[] = [];
      return { heard, end: listen((message) => heard.push(message)) };
    },
  };
}

it('hands the latest message to a page that listens later, and then every message, in order', () => {
  const { send, hear } = channel();
  send('first');
  send('second');
  const { heard } = hear();
  expect(heard).toEqual(['second']);
  send('third');
  expect(heard).toEqual(['second', 'third']);
});

it('calls nobody before main has sent anything', () => {
  const { send, hear } = channel();
  const { heard } = hear();
  expect(heard).toEqual([]);
  send('first');
  expect(heard).toEqual(['first']);
});

it('leaves one listener alone when another ends', () => {
  const { send, hear } = channel();
  const one = hear();
  const other = hear();
  one.end();
  send('first');
  expect([one.heard, other.heard]).toEqual([[], ['first']]);
});
