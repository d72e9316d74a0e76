import { describe, expect, it, vi } from 'vitest';
import type { Connection, ConnectionEvent, ConnectionOptions } from '../../src-main/connection/connection.ts';
import { createReplaceableConnection } from '../../src-main/connection/replaceable-connection.ts';
import { createFakeClock } from '../fake-clock.ts';

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
      send(command) {
        calls.push(`${command} ${name}`);
        return true;
      },
    };
  };
  const connection = createReplaceableConnection(
    {
      wsPorts: [1, 2],
      httpPorts: [3],
      clock: createFakeClock(),
      random: () => 0,
      openSocket: () => {
        throw new Error('not used');
      },
      poll: () => () => {},
      onEvent,
    },
    create,
  );
  connection.start();
  return { connection, calls, onEvent };
}

describe('a connection whose ports change', () => {
  it('ends the old one, says so, and begins with the new ports', () => {
    const { connection, calls, onEvent } = start();
    connection.setPorts({ wsPorts: [4], httpPorts: [3] });
    expect(calls).toEqual(['start 1,2/3', 'drop 1,2/3', 'start 4/3']);
    expect(onEvent).toHaveBeenCalledExactlyOnceWith({ kind: 'socket-dropped' });
  });

  it('goes on as it is when the ports are the same', () => {
    const { connection, calls, onEvent } = start();
    connection.setPorts({ wsPorts: [1, 2], httpPorts: [3] });
    expect(calls).toEqual(['start 1,2/3']);
    expect(onEvent).not.toHaveBeenCalled();
  });

  it('has ended the old socket before it opens a new one', () => {
    const ended: string[] = [];
    const endedAtOpening: string[][] = [];
    const connection = createReplaceableConnection({
      wsPorts: [1],
      httpPorts: [3],
      clock: createFakeClock(),
      random: () => 0,
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
      onEvent() {},
    });
    connection.start();
    connection.setPorts({ wsPorts: [2], httpPorts: [3] });
    expect(endedAtOpening).toEqual([[], ['1']]);
  });

  it('passes everything on to the connection of the day', () => {
    const { connection, calls } = start();
    // Handed on as functions before the ports change, as the tray and the system's events get them.
    const { send, reconnectNow, stop } = connection;
    connection.setPorts({ wsPorts: [2, 1], httpPorts: [3] });
    expect(send('stop_tts')).toBe(true);
    reconnectNow();
    stop();
    expect(calls.slice(3)).toEqual(['stop_tts 2,1/3', 'reconnect 2,1/3', 'stop 2,1/3']);
  });
});
