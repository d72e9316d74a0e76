import { describe, expect, it } from 'vitest';
import type { AssistantEvent } from '../../../src-main/assistants/assistant.ts';
import { createAsystent } from '../../../src-main/assistants/asystent/asystent.ts';
import type { SocketHandlers } from '../../../src-main/assistants/web-socket.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { frame, HELLO, OVERLAY } from './fake-client.ts';

/** The Asystent client on port 1, and the end of every socket, in order. */
function start() {
  const calls: string[] = [];
  const events: AssistantEvent[] = [];
  const sockets: SocketHandlers[] = [];
  const endpoint = {
    wsPorts: [1],
    httpPorts: [3],
    overlay: OVERLAY,
    openSocket(port: number, handlers: SocketHandlers) {
      calls.push(`open ${port}`);
      sockets.push(handlers);
      return {
        send(data: string) {
          if (data !== HELLO) calls.push(`send ${port}`);
          return true;
        },
        ping() {},
        // Takes as long as the other side likes.
        close: () => void calls.push(`close ${port}`),
        terminate: () => void calls.push(`terminate ${port}`),
      };
    },
    poll: () => () => {},
  };
  const asystent = createAsystent({
    ...endpoint,
    clock: createFakeClock(),
    random: () => 0,
    onEvent: (event) => events.push(event),
  });
  const isLive = () => {
    sockets.at(-1)?.onOpen();
    sockets.at(-1)?.onMessage(frame('Ready'));
  };
  asystent.start();
  return { asystent, calls, events, isLive, other: { ...endpoint, wsPorts: [2] } };
}

describe('an assistant whose endpoint changes', () => {
  it('has ended the old socket, and says so, before it opens one to the new port', () => {
    const { asystent, calls, events, isLive, other } = start();
    isLive();
    expect(events).toMatchObject([{ kind: 'report' }]);
    asystent.replace(other);
    expect(calls).toEqual(['open 1', 'terminate 1', 'open 2']);
    expect(events.slice(1)).toEqual([{ kind: 'socket-dropped' }]);
  });

  it('takes the endpoint and says nothing while it has not begun', () => {
    const { asystent, calls, events, other } = start();
    asystent.stop();
    asystent.replace(other);
    expect(calls).toEqual(['open 1', 'close 1']);
    expect(events).toEqual([]);
    asystent.start();
    expect(calls.at(-1)).toBe('open 2');
  });

  it('passes everything on to the connection of the day', () => {
    const { asystent, calls, isLive, other } = start();
    // Handed on as functions before the ports change, as the tray and the system's events get them.
    const { send, reconnectNow, stop } = asystent;
    asystent.replace(other);
    isLive();
    calls.length = 0;
    expect(send({ command: 'stop_tts' })).toMatchObject({ sent: true });
    reconnectNow();
    stop();
    expect(calls).toEqual(['send 2', 'terminate 2', 'open 2', 'close 2']);
  });
});
