import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AssistantEvent } from '../../../src-main/assistants/assistant.ts';
import { createOvos, openBus } from '../../../src-main/assistants/ovos/ovos.ts';
import type { TraceEvent } from '../../../src-main/assistants/trace.ts';
import type { SocketHandlers } from '../../../src-main/assistants/web-socket.ts';
import { systemClock } from '../../../src-main/runtime/clock.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createSignal, listen } from '../../loopback.ts';
import { asked, frame, recordBegin, speak } from './bus-player.ts';

const READY = [
  frame('mycroft.voice.is_ready.response', { status: true }),
  frame('mycroft.audio.is_ready.response', { status: true }),
  frame('mycroft.skills.is_ready.response', { status: true }),
  frame('mycroft.mic.get_status.response', { muted: false }),
];
const ADDRESS = { host: '127.0.0.1', port: 8181, path: '/core' };

/** OVOS on a fake clock, over sockets that are worked by hand. */
function bench() {
  const clock = createFakeClock();
  const events: AssistantEvent[] = [];
  const trace: TraceEvent[] = [];
  const sockets: (SocketHandlers & { readonly url: string; sent: string[] })[] = [];
  const ovos = createOvos({
    ...ADDRESS,
    clock,
    random: () => 0,
    onEvent: (event) => events.push(event),
    onTrace: (event) => trace.push(event),
    openSocket(url, handlers) {
      const socket = { ...handlers, url: String(url), sent: [] as string[] };
      sockets.push(socket);
      return { send: (data) => socket.sent.push(data) > 0, ping() {}, close() {}, terminate() {} };
    },
  });
  const last = () => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('no socket has been opened');
    return socket;
  };
  const goLive = () => {
    last().onOpen();
    last().onMessage(frame('connected'));
    for (const raw of READY) last().onMessage(raw);
  };
  return { clock, events, trace, sockets, ovos, last, goLive };
}

describe('on a fake clock', () => {
  it('reports with its port, and offers', () => {
    const { events, ovos, last, goLive } = bench();
    ovos.start();
    goLive();
    expect(last().url).toBe('ws://127.0.0.1:8181/core');
    expect(events).toContainEqual(expect.objectContaining({ kind: 'report', transport: 'socket', port: 8181 }));
    expect(events.at(-1)).toMatchObject({ kind: 'report', report: { phase: 'ready', monitoring: true } });
    expect(events).toContainEqual(expect.objectContaining({ kind: 'offer' }));
  });

  it('sends what it offers, while it has a link', () => {
    const { events, ovos, last, goLive } = bench();
    const listen = { command: 'start_listening' } as const;
    ovos.start();
    expect(ovos.send(listen)).toEqual({ sent: false, reason: 'no-link' });
    goLive();
    expect(ovos.send({ command: 'set_volume', args: { level: 1 } })).toEqual({ sent: false, reason: 'not-offered' });
    expect(ovos.send(listen)).toEqual({ sent: true, id: '1' });
    expect(JSON.parse(last().sent.at(-1) ?? '').type).toBe('mycroft.mic.listen');
    last().onMessage(recordBegin);
    expect(events.at(-1)).toEqual({ kind: 'ack', ack: { id: '1', rejection: null } });
  });

  it('has the heartbeat for its only timer while it is idle', () => {
    const { clock, ovos, goLive } = bench();
    ovos.start();
    goLive();
    clock.advance(1_000);
    expect(clock.pending()).toBe(1);
    ovos.stop();
    expect(clock.pending()).toBe(0);
  });

  it('asks for missing services with each pong', () => {
    const { clock, ovos, last } = bench();
    ovos.start();
    last().onOpen();
    last().onMessage(frame('connected'));
    clock.advance(10_000);
    const before = last().sent.length;
    last().onPong();
    expect(last().sent.length).toBeGreaterThan(before);
  });

  it('forgets what it knew with the link, and begins again', () => {
    const { clock, events, sockets, ovos, last, goLive } = bench();
    ovos.start();
    goLive();
    for (const raw of [...asked('?'), speak('One.')]) last().onMessage(raw);
    last().onClose('code 1006');
    expect(events.at(-1)).toEqual({ kind: 'socket-closed' });
    expect(clock.pending()).toBe(1);
    clock.advance(250);
    expect(sockets).toHaveLength(2);
    goLive();
    expect(events.at(-1)).toMatchObject({ kind: 'report', report: { phase: 'ready', answer: null } });
  });

  it('is not what speaks another protocol on its port, and gets nothing [REL-OVOS-STRANGER] [SEC-OVOS-BUS]', () => {
    const { clock, events, trace, sockets, ovos, last } = bench();
    ovos.start();
    last().onOpen();
    last().onMessage('{"type":"status","data":{"status":"Ready"}}');
    clock.advance(2_000);
    expect(events).toEqual([{ kind: 'unreachable' }]);
    expect(sockets.flatMap(({ sent }) => sent)).toEqual([]);
    expect(trace.filter(({ kind }) => kind === 'frame-ignored')).toHaveLength(1);
  });

  it('leaves long frames of others unread, and stays', () => {
    const { events, ovos, last, goLive } = bench();
    ovos.start();
    goLive();
    const before = events.length;
    last().onMessage(speak('x'.repeat(256 * 1024)));
    expect(events.length).toBe(before);
    last().onMessage(recordBegin);
    expect(events.length).toBe(before + 1);
  });
});

/** A bus as OVOS has it: it greets, and hands every frame to every client. */
async function serveBus(answer: (type: string, peer: WebSocket) => void) {
  const http = createServer();
  const server = new WebSocketServer({ server: http, path: '/core' });
  const { port } = await listen(http);
  server.on('connection', (peer) => {
    peer.send(frame('connected'));
    peer.on('message', (data) => {
      const raw = data.toString();
      for (const client of server.clients) client.send(raw);
      answer(JSON.parse(raw).type, peer);
    });
  });
  return {
    port,
    tell(raw: string) {
      for (const client of server.clients) client.send(raw);
    },
  };
}

describe('over a real socket', () => {
  it('asks, follows, and takes a frame that is too long for it to read', async () => {
    const bus = await serveBus((type, peer) => {
      if (type === 'mycroft.voice.is_ready') for (const raw of READY) peer.send(raw);
    });
    const events: AssistantEvent[] = [];
    const phases = new Map(['ready', 'listening', 'thinking'].map((phase) => [phase, createSignal()]));
    const ovos = createOvos({
      ...ADDRESS,
      port: bus.port,
      clock: systemClock,
      random: Math.random,
      openSocket: openBus,
      onTrace() {},
      onEvent(event) {
        events.push(event);
        if (event.kind === 'report') phases.get(event.report.phase)?.happen();
      },
    });
    onTestFinished(ovos.stop);
    ovos.start();
    await phases.get('ready')?.happened;
    bus.tell(speak('x'.repeat(2 * 1024 * 1024)));
    bus.tell(recordBegin);
    await phases.get('listening')?.happened;
    expect(ovos.send({ command: 'send_text', args: { text: 'what time is it' } }).sent).toBe(true);
    await phases.get('thinking')?.happened;
    expect(events.at(-1)).toMatchObject({ kind: 'ack' });
    expect(events.some(({ kind }) => kind === 'socket-closed')).toBe(false);
  });
});
