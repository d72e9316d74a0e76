import { describe, expect, it, vi } from 'vitest';
import type {
  Connection,
  ConnectionEvent,
  ConnectionOptions,
} from '../../../src-main/assistants/asystent/connection.ts';
import {
  createReplaceableConnection,
  type Endpoint,
} from '../../../src-main/assistants/asystent/replaceable-connection.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { OVERLAY } from './fake-client.ts';

const TRANSPORTS: Pick<Endpoint, 'openSocket' | 'poll' | 'overlay'> = {
  overlay: OVERLAY,
  openSocket: () => {
    throw new Error('not used');
  },
  poll: () => () => {},
};

function start() {
  const calls: string[] = [];
  const onEvent = vi.fn<(event: ConnectionEvent) => void>();
  const create = ({ wsPorts, httpPorts }: ConnectionOptions): Connection => {
    const name = `${wsPorts.join()}/${httpPorts.join()}`;
    const call = (what: string) => () => {
      calls.push(`${what} ${name}`);
    };
    return {
      start: call('start'),
      stop: call('stop'),
      drop: call('drop'),
      reconnectNow: call('reconnect'),
      send({ command }) {
        calls.push(`${command} ${name}`);
        return { sent: true, id: null };
      },
    };
  };
  const connection = createReplaceableConnection(
    {
      wsPorts: [1, 2],
      httpPorts: [3],
      clock: createFakeClock(),
      random: () => 0,
      onEvent,
      ...TRANSPORTS,
    },
    create,
  );
  connection.start();
  return { connection, calls, onEvent };
}

describe('a connection whose endpoint changes', () => {
  it('ends the old one, says so, and begins with the new ports', () => {
    const { connection, calls, onEvent } = start();
    connection.replace({ wsPorts: [4], httpPorts: [3], ...TRANSPORTS });
    expect(calls).toEqual(['start 1,2/3', 'drop 1,2/3', 'start 4/3']);
    expect(onEvent).toHaveBeenCalledExactlyOnceWith({ kind: 'socket-dropped' });
  });

  it('takes the endpoint and says nothing while it has not begun', () => {
    const { connection, calls, onEvent } = start();
    connection.stop();
    calls.length = 0;
    connection.replace({ wsPorts: [4], httpPorts: [3], ...TRANSPORTS });
    expect(calls).toEqual(['drop 1,2/3']);
    expect(onEvent).not.toHaveBeenCalled();
    connection.start();
    expect(calls.at(-1)).toBe('start 4/3');
  });

  it('has ended the old socket before it opens a new one', () => {
    const ended: string[] = [];
    const endedAtOpening: string[][] = [];
    const endpoint: Endpoint = {
      overlay: OVERLAY,
      wsPorts: [1],
      httpPorts: [3],
      openSocket(port) {
        endedAtOpening.push([...ended]);
        return {
          send: () => true,
          ping() {},
          // It takes as long as the other side likes.
          close() {},
          terminate: () => void ended.push(String(port)),
        };
      },
      poll: () => () => {},
    };
    const connection = createReplaceableConnection({
      ...endpoint,
      clock: createFakeClock(),
      random: () => 0,
      onEvent() {},
    });
    connection.start();
    connection.replace({ ...endpoint, wsPorts: [2] });
    expect(endedAtOpening).toEqual([[], ['1']]);
  });

  it('passes everything on to the connection of the day', () => {
    const { connection, calls } = start();
    // Handed on as functions before the ports change, as the tray and the system's events get them.
    const { send, reconnectNow, stop } = connection;
    connection.replace({ wsPorts: [2, 1], httpPorts: [3], ...TRANSPORTS });
    expect(send({ command: 'stop_tts' }).sent).toBe(true);
    reconnectNow();
    stop();
    expect(calls.slice(3)).toEqual(['stop_tts 2,1/3', 'reconnect 2,1/3', 'stop 2,1/3']);
  });
});
