import { createServer } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { AssistantEvent } from '../../../src-main/assistants/assistant.ts';
import { createHass } from '../../../src-main/assistants/hass/hass.ts';
import { openHassSocket } from '../../../src-main/assistants/hass/transport.ts';
import type { TraceEvent } from '../../../src-main/assistants/trace.ts';
import { systemClock } from '../../../src-main/runtime/clock.ts';
import { listen } from '../../loopback.ts';
import { SATELLITE, SERVER, TOKEN } from './bench.ts';
import { startStandIn } from './stand-in.ts';

const WITHIN = { timeout: 8_000, interval: 20 };

/** An adapter on real sockets. */
function follow(port: number) {
  const events: AssistantEvent[] = [];
  const trace: TraceEvent[] = [];
  const hass = createHass({
    server: { ...SERVER, port },
    entity: SATELLITE,
    readToken: () => TOKEN,
    openSocket: openHassSocket,
    clock: systemClock,
    random: () => 0,
    onEvent: (event) => events.push(event),
    onTrace: (event) => trace.push(event),
  });
  hass.start();
  onTestFinished(() => hass.stop());
  const phase = () => events.flatMap((event) => (event.kind === 'report' ? [event.report.phase] : [])).at(-1);
  const reaches = (wanted: string) => vi.waitFor(() => expect(phase()).toBe(wanted), WITHIN);
  return { events, trace, reaches };
}

it('comes back when Home Assistant is killed while it speaks [REL-HASS-RESTARTS]', async () => {
  const first = await startStandIn();
  const { events, reaches } = follow(first.port);
  await reaches('ready');
  first.setState('responding');
  await reaches('speaking');
  for (const socket of first.sockets) socket.terminate();
  await vi.waitFor(() => expect(events.some(({ kind }) => kind === 'socket-closed')).toBe(true), WITHIN);
  await reaches('ready');
});

it('goes on after garbage, a flood of states, and a frame that is too long [REL-HASS-NOISE]', async () => {
  const standIn = await startStandIn();
  const { trace, reaches } = follow(standIn.port);
  await reaches('ready');
  const [socket] = standIn.sockets;
  for (const raw of ['', '{', 'null', '[1]', '{"id":1,"type":"event","event":{"c":{"x":1}}}']) socket?.send(raw);
  socket?.send(Buffer.from([1, 2, 3]));
  socket?.send(JSON.stringify({ id: 1, type: 'event', event: 'x'.repeat(2 * 1024 * 1024) }));
  for (let index = 0; index < 3_000; index += 1) standIn.setState(index % 2 === 0 ? 'listening' : 'processing');
  standIn.setState('responding');
  await reaches('speaking');
  expect(trace.some(({ kind }) => kind === 'ended')).toBe(false);
  expect(trace.filter(({ kind }) => kind === 'frame-ignored').length).toBeGreaterThanOrEqual(4);
});

it('takes nothing from a stranger on the port [REL-HASS-STRANGER]', async () => {
  const http = await listen(createServer((socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\nhello')));
  const { events } = follow(http.port);
  await vi.waitFor(() => expect(events).toContainEqual({ kind: 'unreachable' }), WITHIN);
  const talker = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => talker.close());
  const received: string[] = [];
  talker.on('connection', (socket) => {
    socket.on('message', (raw) => received.push(raw.toString()));
    socket.send(JSON.stringify({ type: 'status', data: { status: 'listening' } }));
    setTimeout(() => socket.close(), 100);
  });
  await vi.waitFor(() => expect(talker.address()).not.toBeNull());
  const address = talker.address();
  const other = follow(typeof address === 'object' && address !== null ? address.port : 0);
  await vi.waitFor(() => expect(other.trace.some(({ kind }) => kind === 'stranger')).toBe(true), WITHIN);
  expect(other.events.some(({ kind }) => kind === 'report')).toBe(false);
  // It has not asked for the token as Home Assistant does.
  expect(received).toEqual([]);
});
