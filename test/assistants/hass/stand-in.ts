import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { TestCertificate } from '../../certificates.ts';
import { listen } from '../../loopback.ts';
import { SATELLITE, TOKEN } from './bench.ts';

/** A stand-in for Home Assistant on a real socket: it takes one token, and has one satellite. */
export interface StandIn {
  readonly port: number;
  readonly sockets: ReadonlySet<WebSocket>;
  /** Whether it does not answer a request. */
  isMute: boolean;
  /** Set the satellite's state for everybody who follows it. */
  setState(state: string): void;
  stop(): Promise<void>;
}

export async function startStandIn({
  secure = null,
  isAdmin = true,
  states = { [SATELLITE]: { s: 'idle', a: { friendly_name: 'Kitchen' } } },
}: {
  readonly secure?: TestCertificate | null;
  readonly isAdmin?: boolean;
  readonly states?: Readonly<Record<string, unknown>>;
} = {}): Promise<StandIn> {
  const http = secure === null ? createServer() : createSecureServer({ cert: secure.cert, key: secure.key });
  const { port, stop } = await listen(http);
  const server = new WebSocketServer({ server: http, path: '/api/websocket' });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
  });
  const standIn: StandIn = {
    port,
    sockets: server.clients,
    isMute: false,
    setState(state) {
      for (const socket of server.clients) {
        say(socket, { id: 1, type: 'event', event: { c: { [SATELLITE]: { '+': { s: state } } } } });
      }
    },
    async stop() {
      for (const socket of server.clients) socket.terminate();
      await stop();
    },
  };
  const say = (socket: WebSocket, frame: unknown) => socket.send(JSON.stringify(frame));
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    say(socket, { type: 'auth_required', ha_version: '2026.11.0' });
    socket.on('message', (raw) => {
      const { id, type, access_token }: Record<string, unknown> = JSON.parse(raw.toString());
      if (standIn.isMute) return;
      if (type === 'auth') {
        const isRight = access_token === TOKEN;
        say(socket, isRight ? { type: 'auth_ok', ha_version: '2026.11.0' } : { type: 'auth_invalid', message: 'no' });
        if (!isRight) socket.close();
        return;
      }
      const result = type === 'auth/current_user' ? { is_admin: isAdmin } : null;
      say(socket, { id, type: 'result', success: true, result });
      if (type === 'subscribe_entities') say(socket, { id, type: 'event', event: { a: states } });
    });
  });
  return standIn;
}
