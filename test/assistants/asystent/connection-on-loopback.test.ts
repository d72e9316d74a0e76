import { createServer, type RequestListener } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { createReferenceClient } from '../../../packages/client/src/reference-client.ts';
import type { ConnectionEvent } from '../../../src-main/assistants/asystent/connection.ts';
import { closedPort, createSignal, listen, listenTcp, trickle } from '../../loopback.ts';
import { body, frame } from './fake-client.ts';
import { startRealConnection } from './real-connection.ts';

/** Real transports on the real clock: a connection to these ports, and its first status. */
function connect(wsPorts: readonly number[], httpPorts: readonly number[]) {
  const first = createSignal<ConnectionEvent & { kind: 'status' }>();
  const beganMs = performance.now();
  startRealConnection({
    wsPorts,
    httpPorts,
    onEvent: (event) => {
      if (event.kind === 'status') first.happen(event);
    },
  });
  return first.happened.then(({ transport, port, status }) => ({
    via: `${transport} ${port} ${status.status}`,
    tookMs: performance.now() - beganMs,
  }));
}

async function webSocketPort(onConnection: (server: WebSocketServer) => void): Promise<number> {
  const http = createServer();
  onConnection(new WebSocketServer({ server: http }));
  return (await listen(http)).port;
}

const clientPort = () => webSocketPort((server) => server.on('connection', (peer) => peer.send(frame('Ready'))));

const tcp = (behave: (peer: TcpSocket) => void) => () => listenTcp((peer) => peer.once('data', () => behave(peer)));

const socketStrangers: [string, () => Promise<number>][] = [
  ['nothing at all', closedPort],
  ['plain HTTP', tcp((peer) => peer.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'))],
  ['garbage', tcp((peer) => peer.end('\0\x01 not a protocol\r\n\r\n'))],
  ['silence', tcp(() => {})],
  ['one byte per second', tcp((peer) => trickle(peer, 'HTTP/1.1 101 Switching Protocols\r\n'))],
  ['a server that closes', tcp((peer) => peer.destroy())],
  ['an open socket and silence', () => webSocketPort(() => {})],
  [
    'an open socket and chatter',
    () => webSocketPort((server) => server.on('connection', (peer) => peer.send('{"type":"welcome"}'))),
  ],
  [
    'an oversized frame',
    () =>
      webSocketPort((server) =>
        server.on('connection', (peer) => peer.on('error', () => {}).send(frame('x'.repeat(300 * 1024)))),
      ),
  ],
];

describe('a socket port with something else on it is left for the next within 2.5 s', () => {
  it.each(socketStrangers)('%s', async (_, stranger) => {
    const client = await clientPort();
    const { via, tookMs } = await connect([await stranger(), client], [await closedPort()]);
    expect(via).toBe(`socket ${client} Ready`);
    expect(tookMs).toBeLessThan(2_500);
  });
});

const http = (listener: RequestListener) => async () => (await listen(createServer(listener))).port;

const httpStrangers: [string, () => Promise<number>][] = [
  ['nothing at all', closedPort],
  ['a request that hangs', http(() => {})],
  ['code 500', http((_, response) => response.writeHead(500).end(body('Ready')))],
  ['a redirect', http((_, response) => response.writeHead(302, { location: '/elsewhere' }).end())],
  ['a body of 10 MB', http((_, response) => response.end(`{"status":"${'x'.repeat(10_000_000)}"}`))],
  ['half a JSON text', http((_, response) => response.end('{"status":'))],
  ['somebody else’s JSON', http((_, response) => response.end('{"ok":true}'))],
  ['one byte per second', tcp((peer) => trickle(peer, 'HTTP/1.1 200 OK\r\n'))],
];

describe('a polling port with something else on it is left for the next within the same second', () => {
  it.each(httpStrangers)('%s', async (_, stranger) => {
    const client = (await listen(createServer((_request, response) => response.end(body('Ready'))))).port;
    const { via, tookMs } = await connect([await closedPort()], [await stranger(), client]);
    expect(via).toBe(`polling ${client} Ready`);
    expect(tookMs).toBeLessThan(1_000);
  });
});

describe('with the reference client', () => {
  it('carries a command, and is back within 2.5 s on whichever port, over and over', async () => {
    const ports = [await closedPort(), await closedPort()];
    const httpPorts = [await closedPort()];
    const seen: string[] = [];
    let waiting = () => {};
    const connection = startRealConnection({
      wsPorts: ports,
      httpPorts,
      onEvent: (event) => {
        seen.push(event.kind === 'status' ? `${event.transport} ${event.port} ${event.status.status}` : event.kind);
        waiting();
      },
    });
    const until = async (what: string) => {
      while (!seen.includes(what)) {
        await new Promise<void>((resolve) => {
          waiting = resolve;
        });
      }
    };

    for (const port of [ports[1], ports[0], ports[1]]) {
      const client = createReferenceClient({ wsPorts: [port ?? 0], httpPorts });
      onTestFinished(client.stop);
      seen.length = 0;
      await client.start();
      const backAtMs = performance.now();
      await until(`socket ${port} Initializing...`);
      expect(performance.now() - backAtMs).toBeLessThan(2_500);
      expect(connection.send({ command: 'set_monitoring', args: { on: true } }).sent).toBe(true);
      await until(`socket ${port} Ready`);
      await client.stop();
      await until('unreachable');
      expect(connection.send({ command: 'set_monitoring', args: { on: false } }).sent).toBe(false);
    }
  }, 20_000);
});
