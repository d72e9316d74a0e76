/** A correct client of version 1 or 2; a test replaces one part of its behaviour. */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';

export const STATUS = {
  ...{ status: 'Ready', text: '', is_listening: false, is_speaking: false, wake_word_detected: false },
  ...{ overlay_visible: false, monitoring: true },
};
export type AnyStatus = Readonly<Record<string, unknown>>;

/** The parts that a test may replace. */
export interface Behaviour {
  readonly status: AnyStatus;
  /** The HTTP status that refuses an upgrade; null to accept it. */
  readonly refusal: (request: IncomingMessage) => number | null;
  /** The frame for a status. */
  readonly frame: (status: AnyStatus) => string | Buffer;
  /** @param index 0 for the bare upgrade request, 1 for the first overlay that stays. */
  readonly onJoin: (socket: WebSocket, frame: string | Buffer, index: number) => void;
  /** Which of the overlays get a change. */
  readonly receivers: (overlays: readonly WebSocket[]) => readonly WebSocket[];
  /** Called with each message. @returns whether the correct reaction is skipped. */
  readonly onMessage: (socket: WebSocket, message: Received | null, tell: (fields: AnyStatus) => void) => boolean;
  /** null: of version 1. */
  readonly hello: object | null;
  readonly ack: (message: Received) => object | null;
  readonly options: ServerOptions;
  /** The time between changes of the status; null for no changes. */
  readonly changeEveryMs: number | null;
}

/** A message of an overlay. */
export interface Received {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly command?: unknown;
  readonly args?: unknown;
}

const RIGHT: Behaviour = {
  status: STATUS,
  refusal: ({ headers }) =>
    headers.origin === undefined && /^127\.0\.0\.1:\d+$/.test(headers.host ?? '') ? null : 403,
  frame: (status) => JSON.stringify({ type: 'status', data: status }),
  onJoin: (socket, frame) => socket.send(frame),
  receivers: (overlays) => overlays,
  onMessage: () => false,
  hello: null,
  ack: ({ id, command }) =>
    command === 'toggle_monitoring'
      ? { type: 'ack', id, ok: true }
      : { type: 'ack', id, ok: false, error: { code: 'unsupported', message: '' } },
  options: {},
  changeEveryMs: null,
};

export const HELLO = {
  type: 'hello',
  data: { protocol: 2, client: { name: 'Test', version: '1' }, commands: ['toggle_monitoring'], settings: [] },
};

/** @returns its port, its current status, and a function that stops it. */
export async function startHandMadeClient(differences: Partial<Behaviour> = {}) {
  const behaviour = { ...RIGHT, ...differences };
  let { status } = behaviour;
  const server = new WebSocketServer({
    ...{ host: '127.0.0.1', port: 0 },
    verifyClient: ({ req }, done) => done(behaviour.refusal(req) === null, behaviour.refusal(req) ?? undefined),
    ...behaviour.options,
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const tell = (fields: AnyStatus) => {
    const before = JSON.stringify(status);
    status = { ...status, ...fields };
    if (JSON.stringify(status) === before) return;
    for (const socket of behaviour.receivers([...server.clients])) socket.send(behaviour.frame(status));
  };
  let joined = 0;
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    behaviour.onJoin(socket, behaviour.frame(status), joined);
    joined += 1;
    socket.on('message', (raw) => {
      const message = received(String(raw));
      if (behaviour.onMessage(socket, message, tell) || message === null) return;
      if (message.type === 'hello' && behaviour.hello !== null) socket.send(JSON.stringify(behaviour.hello));
      if (message.type !== 'command') return;
      if (message.command === 'toggle_monitoring') tell({ monitoring: status['monitoring'] === false });
      const ack = message.id === undefined ? null : behaviour.ack(message);
      if (ack !== null) socket.send(JSON.stringify(ack));
    });
  });
  let changes = 0;
  const timer = setInterval(() => {
    changes += 1;
    tell({ text: `${changes}` });
  }, behaviour.changeEveryMs ?? 1_000_000);
  const stop = () => {
    clearInterval(timer);
    for (const socket of server.clients) socket.terminate();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { port: (server.address() as AddressInfo).port, status: () => status, stop };
}

/** Answers over HTTP. @returns its port, and a function that stops it. */
export async function startHttp(
  answer: (request: IncomingMessage) => { code: number; body: string; headers?: object },
) {
  const server = createServer((request, response) => {
    const { code, body, headers } = answer(request);
    response.writeHead(code, { ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { port: (server.address() as AddressInfo).port, stop };
}

function received(raw: string): Received | null {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
