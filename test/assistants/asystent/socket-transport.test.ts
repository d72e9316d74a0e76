import { createServer } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { openSocket } from '../../../src-main/assistants/asystent/socket-transport.ts';
import type { Socket } from '../../../src-main/assistants/web-socket.ts';
import { closedPort, createSignal, listen, listenTcp } from '../../loopback.ts';

async function webSocketServer(): Promise<{ readonly server: WebSocketServer; readonly port: number }> {
  const http = createServer();
  return { server: new WebSocketServer({ server: http }), port: (await listen(http)).port };
}

/** The events of a socket to `port` until it closes. */
function record(port: number) {
  const seen: string[] = [];
  const waiting = new Map<string, () => void>();
  const note = (what: string) => {
    seen.push(what);
    waiting.get(what.split(' ')[0] ?? '')?.();
  };
  const socket: Socket = openSocket(port, {
    onOpen: () => note('open'),
    onMessage: (raw) => note(`message ${raw}`),
    onPong: () => note('pong'),
    onClose: (reason) => note(`close ${reason}`),
  });
  onTestFinished(() => socket.terminate());
  return { socket, seen, next: (kind: string) => new Promise<void>((resolve) => waiting.set(kind, resolve)) };
}

/** How long `done` takes, in milliseconds. */
async function durationOf(done: Promise<void>): Promise<number> {
  const beganMs = performance.now();
  await done;
  return performance.now() - beganMs;
}

describe('with a WebSocket server', () => {
  it('opens, carries text both ways, pings, and closes with 1000', async () => {
    const { server, port } = await webSocketServer();
    const received: string[] = [];
    const closeCode = new Promise<number>((resolve) => {
      server.on('connection', (peer) => {
        peer.on('message', (data) => received.push(data.toString()));
        peer.on('close', resolve);
        peer.send(Buffer.from([1, 2, 3]));
        peer.send('hello');
      });
    });
    const { socket, seen, next } = record(port);
    expect(socket.send('too early')).toBe(false);
    await next('message');
    expect(socket.send('command')).toBe(true);
    socket.ping();
    await next('pong');
    socket.close();
    await next('close');
    expect(await closeCode).toBe(1000);
    expect(socket.send('too late')).toBe(false);
    expect(received).toEqual(['command']);
    expect(seen).toEqual(['open', 'message hello', 'pong', 'close code 1000']);
  });

  it('says the code with which the client closes', async () => {
    const { server, port } = await webSocketServer();
    server.on('connection', (peer) => peer.close(1001, 'a reason that is not to be logged'));
    const { seen, next } = record(port);
    await next('close');
    expect(seen).toEqual(['open', 'close code 1001']);
  });

  it('ends on a frame of more than 256 KiB', async () => {
    const { server, port } = await webSocketServer();
    server.on('connection', (peer) => {
      peer.on('error', () => {});
      peer.send('x'.repeat(256 * 1024));
      peer.send('x'.repeat(256 * 1024 + 1));
    });
    const { seen, next } = record(port);
    await next('close');
    expect(seen.filter((what) => what.startsWith('message'))).toHaveLength(1);
    expect(seen.at(-1)).toMatch(/^close WS_ERR/);
  });

  it('cuts off a peer that does not join in the close, within 300 ms', async () => {
    const { server, port } = await webSocketServer();
    server.on('connection', (_, request) => request.socket.pause());
    const { socket, next } = record(port);
    await next('open');
    socket.close();
    const tookMs = await durationOf(next('close'));
    expect(tookMs).toBeGreaterThan(200);
    expect(tookMs).toBeLessThan(1_000);
  });
});

describe('with something else on the port', () => {
  const strangers: [string, (connection: TcpSocket) => void][] = [
    ['a plain HTTP answer', (peer) => peer.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')],
    ['a redirect', (peer) => peer.end('HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:1/\r\n\r\n')],
    ['garbage', (peer) => peer.end('\u0000\u0001 not a protocol\r\n\r\n')],
    ['a closed connection', (peer) => peer.destroy()],
    [
      'a wrong accept key',
      (peer) =>
        peer.write(
          'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n',
        ),
    ],
  ];
  it.each(strangers)('closes once and never opens (%s)', async (_, behave) => {
    const port = await listenTcp((peer) => peer.once('data', () => behave(peer)));
    const { seen, next } = record(port);
    await next('close');
    expect(seen).toHaveLength(1);
  });

  it('closes when nothing listens', async () => {
    const { seen, next } = record(await closedPort());
    await next('close');
    expect(seen).toEqual(['close ECONNREFUSED']);
  });

  it('leaves nothing behind when terminated in mid-handshake', async () => {
    const gone = createSignal();
    const arrived = createSignal();
    const port = await listenTcp((peer) => {
      peer.resume().on('close', () => gone.happen());
      arrived.happen();
    });
    const { socket } = record(port);
    await arrived.happened;
    socket.terminate();
    await gone.happened;
  });
});

it('speaks to 127.0.0.1 only', async () => {
  const hosts: (string | undefined)[] = [];
  const { server, port } = await webSocketServer();
  server.on('connection', (_, request) => hosts.push(request.headers.host, request.socket.remoteAddress));
  const { next } = record(port);
  await next('open');
  expect(hosts).toEqual([`127.0.0.1:${port}`, '127.0.0.1']);
});
