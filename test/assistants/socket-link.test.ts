import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { createSocketLink, FRAME_MAX_BYTES, type Verdict } from '../../src-main/assistants/socket-link.ts';
import type { TraceEvent } from '../../src-main/assistants/trace.ts';
import {
  handleSocket,
  SOCKET_OPTIONS,
  type Socket,
  type SocketHandlers,
} from '../../src-main/assistants/web-socket.ts';
import { type Clock, systemClock } from '../../src-main/runtime/clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { closedPort, createSignal, listen } from '../loopback.ts';

/** The protocol of these tests: a word a frame. */
const parse = (raw: string) => (/^[a-z ]+$/.test(raw) ? raw : null);

function judge(word: string): Verdict {
  if (word === 'no') return { denial: 'wrong-key' };
  return word === 'who is there' ? 'greeting' : 'proof';
}

function linkTo(openSocket: (handlers: SocketHandlers) => Socket, clock: Clock) {
  const told: string[] = [];
  const trace: TraceEvent[] = [];
  let onTold = () => {};
  const tell = (what: string) => {
    told.push(what);
    onTold();
  };
  const link = createSocketLink({
    openSocket,
    port: 8181,
    proofWithinMs: 2_000,
    frameMaxBytes: FRAME_MAX_BYTES,
    clock,
    random: () => 0,
    parse,
    judge,
    onLive: () => tell('live'),
    onMessage: (word) => tell(word),
    onEvent: (event) => tell(`! ${event.kind}`),
    onTrace: (event) => trace.push(event),
  });
  onTestFinished(link.stop);
  return {
    link,
    told,
    trace,
    /** Waits until `what` has been told. */
    async untilTold(what: string): Promise<void> {
      while (!told.includes(what)) {
        const signal = createSignal();
        onTold = () => signal.happen();
        await signal.happened;
      }
    },
  };
}

/** A link on a fake clock, and the other side of its last socket. */
function bench() {
  const clock = createFakeClock();
  const sockets: (SocketHandlers & { sent: string[]; pings: number; ended: 'closed' | 'terminated' | null })[] = [];
  const { link, told, trace } = linkTo((handlers) => {
    const socket = { ...handlers, sent: [] as string[], pings: 0, ended: null as 'closed' | 'terminated' | null };
    sockets.push(socket);
    return {
      send: (data) => socket.sent.push(data) > 0,
      ping() {
        socket.pings += 1;
      },
      close() {
        socket.ended = 'closed';
      },
      terminate() {
        socket.ended = 'terminated';
      },
    };
  }, clock);
  const last = () => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('no socket has been opened');
    return socket;
  };
  const goLive = () => {
    link.start();
    last().onOpen();
    last().onMessage('hello');
  };
  return { clock, link, told, trace, sockets, last, goLive };
}

describe('on a fake clock', () => {
  it('passes the greeting on before it is live, and the proof after', () => {
    const { link, told, last } = bench();
    link.start();
    last().onOpen();
    last().onMessage('who is there');
    expect(link.isLive()).toBe(false);
    expect(link.send('me')).toBe(true);
    last().onMessage('hello');
    expect(link.isLive()).toBe(true);
    expect(told).toEqual(['who is there', 'live', 'hello']);
  });

  it('gives up what proves nothing within two seconds, garbage or not', () => {
    const { clock, link, told, trace, sockets, last } = bench();
    link.start();
    last().onOpen();
    last().onMessage('{{{');
    last().onMessage('who is there');
    clock.advance(2_000);
    expect(sockets[0]?.ended).toBe('terminated');
    expect(told).toEqual(['who is there', '! unreachable']);
    expect(trace.map(({ kind }) => kind)).toContain('stranger');
    expect(trace.filter(({ kind }) => kind === 'frame-ignored')).toHaveLength(1);
  });

  it('leaves garbage and long frames unread, and goes on', () => {
    const { goLive, told, trace, last } = bench();
    goLive();
    last().onMessage('{{{');
    last().onMessage('x'.repeat(FRAME_MAX_BYTES + 1));
    last().onMessage('still here');
    expect(told).toEqual(['live', 'hello', 'still here']);
    expect(trace.filter(({ kind }) => kind === 'frame-ignored')).toHaveLength(2);
  });

  it('is denied by a word', () => {
    const { clock, link, told, sockets, last } = bench();
    link.start();
    last().onOpen();
    last().onMessage('no');
    expect(told).toEqual(['! denied']);
    clock.advance(59_999);
    expect(sockets).toHaveLength(1);
    clock.advance(1);
    expect(sockets).toHaveLength(2);
  });

  it('notices a half-open socket 15 s after its last pong', () => {
    const { clock, goLive, told, last } = bench();
    goLive();
    clock.advance(10_000);
    expect(last().pings).toBe(1);
    last().onPong();
    clock.advance(14_999);
    expect(told).toEqual(['live', 'hello']);
    clock.advance(1);
    expect(told.at(-1)).toBe('! socket-dropped');
  });

  it('has one timer while it is idle, and none once stopped', () => {
    const { clock, link, goLive, sockets } = bench();
    goLive();
    expect(clock.pending()).toBe(1);
    link.stop();
    expect(clock.pending()).toBe(0);
    expect(sockets[0]?.ended).toBe('closed');
  });

  it('takes ten thousand frames at once, and drops what sends far more', () => {
    const { clock, goLive, told, last, sockets } = bench();
    goLive();
    for (let sent = 0; sent < 10_000; sent += 1) last().onMessage('word');
    expect(told).toHaveLength(10_002);
    clock.advance(1_000);
    for (let sent = 0; sent < 20_001; sent += 1) sockets[0]?.onMessage('word');
    expect(told.at(-1)).toBe('! socket-dropped');
    expect(sockets[0]?.ended).toBe('terminated');
    clock.advance(9_999);
    expect(sockets).toHaveLength(1);
    clock.advance(1);
    expect(sockets).toHaveLength(2);
  });

  it('drops what sends 64 MiB within a second', () => {
    const { goLive, told, last } = bench();
    goLive();
    const first = last();
    const frame = 'x'.repeat(FRAME_MAX_BYTES);
    for (let sent = 0; sent < 255; sent += 1) first.onMessage(frame);
    expect(told.at(-1)).toBe(frame);
    first.onMessage(frame);
    expect(told.at(-1)).toBe('! socket-dropped');
  });

  it('counts what a socket says that it has given up, and passes nothing on', () => {
    const { link, goLive, told, trace, sockets } = bench();
    goLive();
    link.reconnectNow();
    expect(told.at(-1)).toBe('! socket-dropped');
    sockets[0]?.onMessage('too late');
    sockets[0]?.onClose('code 1006');
    expect(told.at(-1)).toBe('! socket-dropped');
    expect(trace.at(-1)).toEqual({ kind: 'frame-ignored' });
    expect(sockets.map(({ ended }) => ended)).toEqual(['terminated', null]);
  });
});

describe('with a real server', () => {
  const openAt = (port: number) => (handlers: SocketHandlers) =>
    handleSocket(new WebSocket(`ws://127.0.0.1:${port}/core`, SOCKET_OPTIONS), handlers);

  async function serve(greet: (peer: WebSocket) => void) {
    const http = createServer();
    const server = new WebSocketServer({ server: http });
    server.on('connection', greet);
    return listen(http);
  }

  it('talks, and closes with 1000', async () => {
    const code = createSignal<number>();
    const heard = createSignal<string>();
    const { port } = await serve((peer) => {
      peer.on('message', (data) => heard.happen(data.toString()));
      peer.on('close', (closeCode) => code.happen(closeCode));
      peer.send('hello');
    });
    const { link, untilTold } = linkTo(openAt(port), systemClock);
    link.start();
    await untilTold('hello');
    expect(link.send('good day')).toBe(true);
    expect(await heard.happened).toBe('good day');
    link.stop();
    expect(await code.happened).toBe(1_000);
    expect(link.send('nobody')).toBe(false);
  });

  it('comes back when the server does', async () => {
    let calls = 0;
    const { port } = await serve((peer) => {
      calls += 1;
      peer.send(calls === 1 ? 'first' : 'second');
      if (calls === 1) peer.terminate();
    });
    const { link, told, untilTold } = linkTo(openAt(port), systemClock);
    link.start();
    await untilTold('second');
    expect(told).toEqual(['live', 'first', '! socket-closed', 'live', 'second']);
  });

  it('says when nothing listens', async () => {
    const { link, untilTold } = linkTo(openAt(await closedPort()), systemClock);
    link.start();
    await untilTold('! unreachable');
  });
});
