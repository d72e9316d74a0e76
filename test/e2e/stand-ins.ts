/**
 * Other kinds of assistants on their ports: enough to be recognised, asked for their state, and to begin a turn. They
 * understand no speech, and carry out no command.
 */

import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { HostedKind } from '../../src-shared/assistant-address.ts';

export interface StandIn {
  /** Connections that are open. */
  connections(): number;
  /** Say that the wake word was heard. */
  listen(): void;
}

interface Behaviour {
  /** The port on which the kind usually listens. */
  readonly port: number;
  readonly path: string;
  greet(send: (message: object) => void): void;
  /** Return the messages that all of them get after a message from one of them. */
  answer(message: string): readonly object[];
  readonly wakeWord: readonly object[];
}

const ofBus = (type: string, data: object = {}) => ({ type, data, context: { source: 'ovos' } });

const BUS_ANSWERS: Readonly<Record<string, object>> = {
  'mycroft.voice.is_ready': ofBus('mycroft.voice.is_ready.response', { status: true }),
  'mycroft.audio.is_ready': ofBus('mycroft.audio.is_ready.response', { status: true }),
  'mycroft.skills.is_ready': ofBus('mycroft.skills.is_ready.response', { status: true }),
  'mycroft.mic.get_status': ofBus('mycroft.mic.get_status.response', { muted: false }),
  'recognizer_loop:state.get': ofBus('recognizer_loop:state', { mode: 'wakeword', state: 'wakeword' }),
  'mycroft.audio.speak.status': ofBus('mycroft.audio.is_speaking', { speaking: false }),
};

export const STAND_INS: Readonly<Record<Exclude<HostedKind, 'hass' | 'mqtt'>, Behaviour>> = {
  ovos: {
    port: 8181,
    path: '/core',
    greet: (send) => send(ofBus('connected')),
    // The bus hands every message to everybody, its sender included.
    answer(message) {
      const own = JSON.parse(message) as { readonly type: string };
      const answer = BUS_ANSWERS[own.type];
      return answer === undefined ? [own] : [own, answer];
    },
    wakeWord: [ofBus('recognizer_loop:wakeword', { utterance: 'hey' }), ofBus('recognizer_loop:record_begin')],
  },
  lva: {
    port: 6055,
    path: '/',
    greet(send) {
      const data = { muted: false, volume: 0.5, ha_connected: true, last_stt_text: '', last_tts_text: '' };
      send({ event: 'snapshot', data });
      send({ event: 'idle' });
    },
    answer: () => [],
    wakeWord: [{ event: 'wake_word_detected' }, { event: 'listening' }],
  },
};

/** Listen for sockets until the test ends. @returns null if another program has the port. */
async function listenOn(port: number, path: string): Promise<WebSocketServer | null> {
  const server = new WebSocketServer({ host: '127.0.0.1', port, path });
  const isListening = await Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ]);
  if (!isListening) return null;
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  return server;
}

/** Start one, which ends with the test. @returns null if another program has the port. */
export async function startStandIn(kind: keyof typeof STAND_INS, port: number): Promise<StandIn | null> {
  const { path, greet, answer, wakeWord } = STAND_INS[kind];
  const server = await listenOn(port, path);
  if (server === null) return null;
  const send = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message));
  const tell = (messages: readonly object[]) => {
    for (const message of messages) for (const socket of server.clients) send(socket, message);
  };
  server.on('connection', (socket) => {
    greet((message) => send(socket, message));
    socket.on('message', (raw) => tell(answer(String(raw))));
  });
  return { connections: () => server.clients.size, listen: () => tell(wakeWord) };
}

const TOKEN = 'a-long-lived-token-that-nobody-may-see';

/** A Home Assistant with one satellite, for whoever has the token. @returns null if another program has the port. */
export async function startHassStandIn(
  port: number,
): Promise<{ readonly token: string; connections(): number } | null> {
  const server = await listenOn(port, '/api/websocket');
  if (server === null) return null;
  const satellite = { s: 'idle', a: { friendly_name: 'Kitchen' }, lc: 1 };
  server.on('connection', (socket) => {
    const send = (message: object) => socket.send(JSON.stringify(message));
    const answer = ({ id, type }: { readonly id: number; readonly type: string }) => {
      const result = type === 'auth/current_user' ? { is_admin: false } : null;
      send({ id, type: 'result', success: true, result });
      if (type !== 'subscribe_entities') return;
      send({ id, type: 'event', event: { a: { 'assist_satellite.kitchen': satellite } } });
    };
    send({ type: 'auth_required', ha_version: '2026.11.0' });
    socket.on('message', (raw) => {
      const message = JSON.parse(String(raw)) as { id: number; type: string; access_token?: string };
      if (message.type !== 'auth') answer(message);
      else if (message.access_token === TOKEN) send({ type: 'auth_ok', ha_version: '2026.11.0' });
      else {
        send({ type: 'auth_invalid', message: 'Invalid access token or password' });
        socket.close();
      }
    });
  });
  return { token: TOKEN, connections: () => server.clients.size };
}
