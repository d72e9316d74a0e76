import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { logLines } from '../lab/overlay-parts.ts';
import { parseStat, processFile } from '../lab/processes.ts';
import { bubbleIn, transportIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { scaled } from './fault-scale.ts';

const WATCHED_MS = scaled(4_000, 60_000);
const SECONDS = WATCHED_MS / 1_000;
/** Rounds over two socket ports come at most every 1.5 s once the steps have grown; 250 ms are the first. */
const MOST_SOCKET_ATTEMPTS = 4 + 2 * (SECONDS / 1.5) * 1.5;
/** One poll per second, each at two ports. */
const MOST_REQUESTS = 2 * (SECONDS + 2);

/** Something on a port that is not the client. */
type Stranger = (peer: Socket) => void;

const STRANGERS: readonly [string, () => Server][] = [
  [
    'a web app in trouble [REL-PORTS-NONSENSE]',
    () => createHttpServer((_, response) => response.end('{"status":"error: database is down","text":"down"}')),
  ],
  ['a WebSocket that speaks another language [REL-PORTS-CHATTER]', webSocketOfOthers],
  ['a TLS server [REL-PORTS-NONSENSE]', () => createTlsServer({}).on('tlsClientError', () => {})],
  ['one byte per second [REL-PORTS-TRICKLE]', () => createServer(trickle)],
  ['silence [REL-PORTS-SILENT]', () => createServer((peer) => peer.resume())],
  ['garbage [REL-PORTS-NONSENSE]', () => createServer((peer) => peer.end('\0\x01\x02 what?\r\n\r\n'))],
  [
    'a web app in good health [REL-PORTS-NONSENSE]',
    () => createHttpServer((_, response) => response.end('{"status":"ok"}')),
  ],
  ['plain HTTP [REL-PORTS-NONSENSE]', () => createHttpServer((_, response) => response.end('hello'))],
  [
    'a redirect [REL-PORTS-NONSENSE]',
    () => createHttpServer((_, response) => response.writeHead(302, { location: '/api/status' }).end()),
  ],
];

const trickle: Stranger = (peer) => {
  const timer = setInterval(() => peer.write('H'), 1_000);
  peer.on('close', () => clearInterval(timer));
};

function webSocketOfOthers(): Server {
  const http = createHttpServer((_, response) => response.end('{"hello":"world"}'));
  new WebSocketServer({ server: http }).on('connection', (peer) => {
    const timer = setInterval(() => peer.send('{"jsonrpc":"2.0","method":"tick"}'), 5);
    peer.on('close', () => clearInterval(timer));
  });
  return http;
}

/** Lets a server listen on a port until the test ends. @returns how many have come. */
async function listenOn(server: Server, port: number): Promise<{ came: () => number; stop: () => Promise<void> }> {
  let came = 0;
  const peers = new Set<Socket>();
  server.on('connection', (peer: Socket) => {
    came += 1;
    peers.add(peer.on('error', () => {}));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const peer of peers) peer.destroy();
    });
  onTestFinished(stop);
  return { came: () => came, stop };
}

/** Seconds of processor time that the process has used. */
const processorSeconds = (pid: number) => (parseStat(processFile(pid, 'stat') ?? '')?.ticks ?? 0) / 100;

describe('with strangers on all four ports', () => {
  // In a usual run only those that are not tried without the app (test/connection).
  it.each(STRANGERS.slice(0, scaled(4, STRANGERS.length)))(
    '%s: few attempts, few lines in the log, and the client is found when it is there',
    async (name, make) => {
      const ports = await testPorts();
      const sockets = await Promise.all(ports.wsPorts.map((port) => listenOn(make(), port)));
      const polled = await Promise.all(ports.httpPorts.map((port) => listenOn(make(), port)));
      const overlay = await launchOverlay(ports);
      await overlay.bubble();
      // The first, quicker rounds.
      await delay(2_000);
      const count = (list: readonly { came: () => number }[]) => list.reduce((sum, { came }) => sum + came(), 0);
      const [attempts, requests] = [count(sockets), count(polled)];
      const pid = overlay.app.process().pid ?? 0;
      const processor = processorSeconds(pid);
      await delay(WATCHED_MS);
      const share = ((processorSeconds(pid) - processor) / SECONDS) * 100;
      console.log(
        `${name}: main process ${share.toFixed(1)} % CPU, ${count(sockets) - attempts} socket attempts, ` +
          `${count(polled) - requests} requests in ${SECONDS} s, ${logLines(overlay).length} lines`,
      );
      expect(count(sockets) - attempts).toBeLessThanOrEqual(MOST_SOCKET_ATTEMPTS);
      expect(count(polled) - requests).toBeLessThanOrEqual(MOST_REQUESTS);
      const lines = logLines(overlay).map((line) => line.replace(/^\[[^\]]*\] /, ''));
      expect(lines.length).toBeLessThanOrEqual(10);
      expect(new Set(lines).size, 'what repeats is counted, not written').toBe(lines.length);

      await bubbleIn(overlay, 'connecting');
      for (const stranger of [...sockets, ...polled]) await stranger.stop();
      await startClient(ports);
      await transportIs(overlay, 'socket', 5_000);
    },
    WATCHED_MS + 60_000,
  );
});
