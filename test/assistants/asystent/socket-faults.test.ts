import { createHash } from 'node:crypto';
import { createServer, type Server, type Socket as TcpSocket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ConnectionEvent } from '../../../src-main/assistants/asystent/connection.ts';
import { closedPort, createSignal, listen, listenTcp } from '../../loopback.ts';
import { frame as statusFrame } from './fake-client.ts';
import { startRealConnection } from './real-connection.ts';

const KIB = 1_024;
const MEMORY_LIMIT_BYTES = 64 * KIB * KIB;

const TEXT = 0x1;
const CONTINUATION = 0x0;
const BINARY = 0x2;
const FIN = 0x80;
const COMPRESSED = 0x40;

/** A WebSocket frame as a server sends it. @param length the length that the frame claims, if it is a wrong one. */
function wire(first: number, payload: Uint8Array, length = payload.length): Buffer {
  const head = Buffer.alloc(10);
  head.writeUInt8(first, 0);
  head.writeUInt8(127, 1);
  head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

/** A server that shakes hands as a WebSocket server does, and then does `behave` with each connection. */
function rawServer(behave: (peer: TcpSocket) => void): Promise<number> {
  return listenTcp((peer) => {
    peer.once('data', (request) => {
      const key = /Sec-WebSocket-Key: (.+)\r\n/i.exec(String(request))?.[1] ?? '';
      // RFC 6455, section 1.3
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
      peer.write(`${lines.join('\r\n')}\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
      peer.write(wire(FIN | TEXT, Buffer.from(statusFrame('Ready'))));
      behave(peer);
    });
  });
}

/** A live connection to a port, and its events from then on. */
async function live(port: number) {
  const events: ConnectionEvent[] = [];
  const isLive = createSignal();
  const isOver = createSignal();
  startRealConnection({
    wsPorts: [port],
    httpPorts: [await closedPort()],
    onEvent(event) {
      events.push(event);
      if (event.kind === 'status') isLive.happen();
      // Not `socket-dropped`: the heartbeat ends any socket some time.
      if (event.kind === 'socket-closed') isOver.happen();
    },
  });
  await isLive.happened;
  return { events, isOver: isOver.happened };
}

const payload = (text: string) => Buffer.from(text);
const compressedBomb = deflateRawSync(Buffer.alloc(64 * KIB * KIB, 'x'));

describe('a live socket ends, and takes no memory, when the client sends [REL-FRAME-OVERSIZED] [SEC-FRAME]', () => {
  it.each<[string, (peer: TcpSocket) => void]>([
    ['257 KiB', (peer) => peer.write(wire(FIN | TEXT, Buffer.alloc(257 * KIB, 'x')))],
    ['a frame that announces 1 GiB', (peer) => peer.write(wire(FIN | TEXT, Buffer.alloc(16), 1_024 ** 3))],
    [
      'a frame that announces more than there is room for',
      (peer) => peer.write(wire(FIN | TEXT, payload('x'), 2 ** 52)),
    ],
    [
      'a bomb in a compression that was not agreed on',
      (peer) => peer.write(wire(FIN | COMPRESSED | TEXT, compressedBomb)),
    ],
    ['invalid UTF-8', (peer) => peer.write(wire(FIN | TEXT, Buffer.from([0xff, 0xfe, 0xc0, 0x80])))],
    ['a continuation of nothing', (peer) => peer.write(wire(FIN | CONTINUATION, payload('x')))],
    ['a frame of an unknown kind', (peer) => peer.write(wire(FIN | 0x3, payload('x')))],
    ['a frame that is masked', (peer) => peer.write(Buffer.from([FIN | TEXT, 0x81, 1, 2, 3, 4, 5]))],
    [
      'fragments that come to more than 256 KiB',
      (peer) => {
        peer.write(wire(TEXT, Buffer.alloc(200 * KIB, 'x')));
        peer.write(wire(CONTINUATION, Buffer.alloc(100 * KIB, 'x')));
      },
    ],
  ])('%s', async (_, misbehave) => {
    const before = process.memoryUsage().rss;
    const { events, isOver } = await live(await rawServer(misbehave));
    await isOver;
    // One per socket: a client that is lost right after our hello is gone back to once without any.
    expect(events.map(({ kind }) => kind)).toEqual(['status', 'status', 'socket-closed']);
    expect(process.memoryUsage().rss - before).toBeLessThan(MEMORY_LIMIT_BYTES);
  });

  it('a million fragments', async () => {
    const fragments = 1_000_000;
    const port = await rawServer((peer) => {
      peer.write(wire(TEXT, payload('x')));
      const one = Buffer.from([CONTINUATION, 1, 0x78]);
      const block = Buffer.concat(Array.from({ length: 10_000 }, () => one));
      for (let sent = 0; sent < fragments; sent += 10_000) peer.write(block);
    });
    const before = process.memoryUsage().rss;
    const { isOver } = await live(port);
    await isOver;
    expect(process.memoryUsage().rss - before).toBeLessThan(2 * MEMORY_LIMIT_BYTES);
  }, 30_000);
});

describe('a live socket lives on, and nothing changes, when the client sends [REL-FRAME-MALFORMED] [SEC-FRAME]', () => {
  const frames: [string, Uint8Array, number?][] = [
    ['a status in binary', payload(statusFrame('In binary')), BINARY],
    ['an empty frame', Buffer.alloc(0)],
    ['a list', payload('[{"type":"status","data":{}}]')],
    ['10,000 lists in each other', payload('['.repeat(10_000) + ']'.repeat(10_000))],
    ['10,000 objects in each other', payload(`${'{"data":'.repeat(10_000)}1${'}'.repeat(10_000)}`)],
    ['a status without data', payload('{"type":"status"}')],
    ['data that is a list', payload('{"type":"status","data":[1]}')],
    ['half a JSON text', payload('{"type":"status","data":{"stat')],
    ['a number', payload('1e999')],
    ['NUL', payload('\0')],
  ];
  it.each(frames)('%s', async (_, bytes, kind = TEXT) => {
    const port = await rawServer((peer) => {
      peer.write(wire(FIN | kind, bytes));
      peer.write(wire(FIN | TEXT, payload(statusFrame('After it'))));
    });
    const { events } = await live(port);
    while (events.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(events.map((event) => event.kind === 'status' && event.status.status)).toEqual(['Ready', 'After it']);
  });

  it('a status with `__proto__`, which changes no object but its own', async () => {
    const port = await rawServer((peer) =>
      peer.write(wire(FIN | TEXT, payload('{"type":"status","data":{"__proto__":{"is_speaking":true},"status":"x"}}'))),
    );
    const { events } = await live(port);
    while (events.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(events[1]).toMatchObject({ status: { status: 'x', isSpeaking: false } });
    expect(Object.hasOwn(Object.prototype, 'is_speaking')).toBe(false);
  });
});

describe('ports that others have taken', () => {
  const tls = () => createTlsServer({}).on('tlsClientError', () => {});
  const redirect = (to: number) =>
    createServer((peer) => {
      peer.on('error', () => {});
      peer.once('data', () =>
        peer.end(
          `HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:${to}/api/status\r\nContent-Length: 0\r\n\r\n`,
        ),
      );
    });

  const strangers: [string, (elsewhere: number) => Server][] = [
    ['a TLS server', tls],
    ['a redirect, which is never followed', redirect],
  ];
  it.each(strangers)('%s: left for the next, over the socket and over HTTP [SEC-FRAME]', async (_, make) => {
    let misled = 0;
    const elsewhere = await listenTcp((peer) => {
      misled += 1;
      peer.destroy();
    });
    const { port: stranger } = await listen(make(elsewhere));
    const client = await rawServer(() => {});
    const status = createSignal<ConnectionEvent>();
    startRealConnection({
      wsPorts: [stranger, client],
      httpPorts: [stranger],
      onEvent: (event) => event.kind === 'status' && status.happen(event),
    });
    expect(await status.happened).toMatchObject({ transport: 'socket', port: client });
    expect(misled).toBe(0);
  });
});
