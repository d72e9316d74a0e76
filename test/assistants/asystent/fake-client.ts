import type { OverlayIdentity } from '../../../src-main/assistants/assistant.ts';
import {
  type Connection,
  type ConnectionEvent,
  createConnection,
} from '../../../src-main/assistants/asystent/connection.ts';
import type { PollAnswer } from '../../../src-main/assistants/asystent/polling-transport.ts';
import { helloFrame } from '../../../src-main/assistants/asystent/protocol.ts';
import type { TraceEvent } from '../../../src-main/assistants/trace.ts';
import { logTrace } from '../../../src-main/assistants/trace-log.ts';
import type { SocketHandlers } from '../../../src-main/assistants/web-socket.ts';
import type { Denial } from '../../../src-shared/overlay-state.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { heldTo } from '../../wire-schema.ts';

/** A socket as the connection sees it, and the levers of the other side. */
export interface FakeSocket extends SocketHandlers {
  readonly port: number;
  readonly openedAtMs: number;
  readonly sent: string[];
  pings: number;
  ended: 'closed' | 'terminated' | null;
}

export interface FakePoll {
  readonly port: number;
  readonly startedAtMs: number;
  aborted: boolean;
  /** Answers, even when the poll has been aborted: a late answer. */
  answer(body: string | null): void;
  deny(denial: Denial): void;
}

export interface Bench {
  readonly clock: FakeClock;
  readonly connection: Connection;
  readonly events: ConnectionEvent[];
  readonly trace: TraceEvent[];
  readonly log: string[];
  readonly sockets: FakeSocket[];
  readonly polls: FakePoll[];
  /** The last socket that was opened. */
  socket(): FakeSocket;
  /** The last poll that was begun. */
  poll(): FakePoll;
  openSockets(): FakeSocket[];
  pollsUnderWay(): FakePoll[];
}

export const OVERLAY: OverlayIdentity = { id: '0b5a', name: 'Test', version: '0.0.1' };
/** The overlay's first frame on every socket. */
export const HELLO = helloFrame(OVERLAY);

const WS_PORTS = [6001, 6000];
const HTTP_PORTS = [5001, 5000];

export const frame = (status: string) => JSON.stringify({ type: 'status', data: { status } });
export const body = (status: string) => JSON.stringify({ status, monitoring: true });

/** A connection on a fake clock whose other side is worked by hand. */
export function createBench(options: { readonly random?: () => number } = {}): Bench {
  const clock = createFakeClock();
  const events: ConnectionEvent[] = [];
  const trace: TraceEvent[] = [];
  const log: string[] = [];
  const toLog = logTrace((message) => log.push(message));
  const sockets: FakeSocket[] = [];
  const polls: FakePoll[] = [];
  const answered = new Set<FakePoll>();

  const connection = createConnection({
    wsPorts: WS_PORTS,
    httpPorts: HTTP_PORTS,
    overlay: OVERLAY,
    clock,
    random: options.random ?? (() => 0),
    onEvent: (event) => events.push(event),
    onTrace(event) {
      trace.push(event);
      toLog(event);
    },
    openSocket(port, handlers) {
      const socket: FakeSocket = { ...handlers, port, openedAtMs: clock.nowMs(), sent: [], pings: 0, ended: null };
      sockets.push(socket);
      return {
        send(data) {
          socket.sent.push(heldTo('overlayFrame', data));
          return true;
        },
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
    },
    poll(port, onDone) {
      const finish = (answer: PollAnswer) => {
        answered.add(poll);
        onDone(answer);
      };
      const poll: FakePoll = {
        port,
        startedAtMs: clock.nowMs(),
        aborted: false,
        answer(text) {
          finish(text === null ? { kind: 'failed' } : { kind: 'body', body: text });
        },
        deny(denial) {
          finish({ kind: 'denied', denial });
        },
      };
      polls.push(poll);
      return () => {
        poll.aborted = true;
      };
    },
  });

  const last = <T>(list: readonly T[]): T => {
    const item = list.at(-1);
    if (item === undefined) throw new Error('nothing has been begun yet');
    return item;
  };
  return {
    clock,
    connection,
    events,
    trace,
    log,
    sockets,
    polls,
    socket: () => last(sockets),
    poll: () => last(polls),
    openSockets: () => sockets.filter((socket) => socket.ended === null),
    pollsUnderWay: () => polls.filter((poll) => !poll.aborted && !answered.has(poll)),
  };
}

/** The client accepts the socket being tried and sends its first frame. */
export function goLive(bench: Bench, status = 'Ready'): FakeSocket {
  const socket = bench.socket();
  socket.onOpen();
  socket.onMessage(frame(status));
  return socket;
}

/** The attempts on all socket ports are refused, as they are when nothing listens. */
export function refuseRound(bench: Bench): void {
  for (const _ of WS_PORTS) refuse(bench.socket());
}

export function refuse(socket: FakeSocket): void {
  socket.ended = 'closed';
  socket.onClose('ECONNREFUSED');
}

/** The poll under way fails on every port. */
export function refusePoll(bench: Bench): void {
  for (const _ of HTTP_PORTS) bench.poll().answer(null);
}
