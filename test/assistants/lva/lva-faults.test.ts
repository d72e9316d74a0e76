import { createServer as createTcpServer } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AssistantEvent } from '../../../src-main/assistants/assistant.ts';
import { createLva, openPeripheral } from '../../../src-main/assistants/lva/lva.ts';
import type { TraceEvent } from '../../../src-main/assistants/trace.ts';
import type { SocketHandlers } from '../../../src-main/assistants/web-socket.ts';
import { systemClock } from '../../../src-main/runtime/clock.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { listen } from '../../loopback.ts';
import { event, snapshot } from './lva-player.ts';

const WITHIN = { timeout: 8_000, interval: 20 };

/** A Peripheral API on a real socket, which sends the messages that a test gives it. */
async function serve(...greeting: readonly string[]) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => {
    for (const peer of server.clients) peer.terminate();
    server.close();
  });
  const received: string[] = [];
  server.on('connection', (peer) => {
    for (const raw of greeting) peer.send(raw);
    peer.on('message', (raw) => received.push(String(raw)));
  });
  await vi.waitFor(() => expect(server.address()).not.toBeNull());
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    peers: server.clients as ReadonlySet<WebSocket>,
    received,
    say(raw: string) {
      for (const peer of server.clients) peer.send(raw);
    },
  };
}

/** The overlay's side, on real sockets. */
function follow(port: number) {
  const events: AssistantEvent[] = [];
  const trace: TraceEvent[] = [];
  const lva = createLva({
    host: '127.0.0.1',
    port,
    openSocket: openPeripheral,
    clock: systemClock,
    random: () => 0,
    onEvent: (each) => events.push(each),
    onTrace: (each) => trace.push(each),
  });
  onTestFinished(lva.stop);
  lva.start();
  const phase = () => events.flatMap((each) => (each.kind === 'report' ? [each.report.phase] : [])).at(-1);
  return { events, trace, reaches: (wanted: string) => vi.waitFor(() => expect(phase()).toBe(wanted), WITHIN) };
}

it('comes back when the assistant is killed while it speaks, without the answer of before [REL-LVA-RESTARTS]', async () => {
  const { port, peers, say } = await serve(snapshot(), event('idle'));
  const { events, reaches } = follow(port);
  await reaches('ready');
  for (const raw of [event('tts_text', { text: 'Seven.' }), event('tts_speaking')]) say(raw);
  await reaches('speaking');
  for (const peer of peers) peer.terminate();
  await vi.waitFor(() => expect(events).toContainEqual({ kind: 'socket-closed' }), WITHIN);
  await reaches('ready');
  expect(events.findLast(({ kind }) => kind === 'report')).toMatchObject({ report: { answer: null } });
});

it('goes on after garbage and a flood of events [REL-LVA-NOISE]', async () => {
  const { port, peers, say } = await serve(snapshot(), event('idle'));
  const { trace, reaches } = follow(port);
  await reaches('ready');
  for (const raw of ['', '{', 'null', '[1]', '{"event":1}', '{"event":"tts_text","data":[]}']) say(raw);
  for (const peer of peers) peer.send(Buffer.from([1, 2, 3]));
  for (let turn = 0; turn < 1_500; turn += 1) for (const name of ['listening', 'idle']) say(event(name));
  say(event('tts_speaking'));
  await reaches('speaking');
  expect(trace.some(({ kind }) => kind === 'ended')).toBe(false);
  expect(trace.filter(({ kind }) => kind === 'frame-ignored')).toHaveLength(5);
});

it('takes nothing from a stranger on its port, and sends it nothing [REL-LVA-STRANGER]', async () => {
  const web = await listen(createTcpServer((socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\nhello')));
  const { events } = follow(web.port);
  await vi.waitFor(() => expect(events).toContainEqual({ kind: 'unreachable' }), WITHIN);
  const talker = await serve(event('listening'), '{"type":"status","data":{"status":"listening"}}');
  const other = follow(talker.port);
  await vi.waitFor(() => expect(other.events).toContainEqual({ kind: 'unreachable' }), WITHIN);
  expect(other.events.some(({ kind }) => kind === 'report')).toBe(false);
  expect(talker.received).toEqual([]);
});

it('drops an assistant that hangs, and tries again [REL-LVA-HANGS]', () => {
  const clock = createFakeClock();
  const events: AssistantEvent[] = [];
  const sockets: SocketHandlers[] = [];
  const lva = createLva({
    host: '127.0.0.1',
    port: 6055,
    openSocket(_url, handlers) {
      sockets.push(handlers);
      return { send: () => true, ping() {}, close() {}, terminate() {} };
    },
    clock,
    random: () => 0,
    onEvent: (each) => events.push(each),
    onTrace() {},
  });
  lva.start();
  sockets[0]?.onOpen();
  sockets[0]?.onMessage(snapshot());
  clock.advance(15_000);
  expect(events.at(-1)).toEqual({ kind: 'socket-dropped' });
  clock.advance(2_000);
  expect(sockets.length).toBeGreaterThan(1);
  lva.stop();
  expect(clock.pending()).toBe(0);
});
