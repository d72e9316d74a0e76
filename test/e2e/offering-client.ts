/** A client of version 2 for tests: a test chooses its offer and its answers, and reads the commands that have come. */

import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { COMMANDS, type CommandRequest } from '../../packages/client/src/protocol.ts';
import type { RejectionCode } from '../../src-shared/commands.ts';
import type { AssistantSetting } from '../../src-shared/overlay-state.ts';
import { ASSISTANT } from '../assistant.ts';
import type { ClientPorts } from '../lab/free-port.ts';
import { heldTo, readAs } from '../wire-schema.ts';
import { testPorts } from './clients.ts';

/** The client's answer to a command: that it is done, or why not; null: none at all. */
export type Answer = 'ok' | { readonly code: RejectionCode; readonly message?: string } | null;

export interface OfferingClient {
  readonly ports: ClientPorts;
  /** The commands that have come, the oldest first. */
  readonly commands: readonly CommandRequest[];
  /** Changes fields of the status and tells every overlay. */
  update(fields: Readonly<Record<string, unknown>>): void;
  /** How commands are answered from now on, and after how long. */
  answerWith(answer: Answer, delayMs?: number): void;
  /** Ends every connection and takes no more. */
  stop(): Promise<void>;
}

export interface Offered {
  readonly commands?: readonly string[];
  readonly settings?: readonly AssistantSetting[];
}

/** A command as it arrives. */
type Received = { readonly id?: string } & CommandRequest;

const QUIET = { text: '', is_listening: false, is_speaking: false, wake_word_detected: false, overlay_visible: false };

/** Starts a client that offers everything, ready and monitoring. Stopped when the test ends. */
export async function startOfferingClient(offered: Offered = {}): Promise<OfferingClient> {
  const ports = await testPorts();
  const server = new WebSocketServer({ host: '127.0.0.1', port: ports.wsPorts[0] ?? 0 });
  await once(server, 'listening');
  const commands: CommandRequest[] = [];
  let settings = offered.settings ?? ASSISTANT.settings;
  let status: Record<string, unknown> = { ...QUIET, status: 'Ready', monitoring: true, volume: 0.6, muted: false };
  let answer: { readonly answer: Answer; readonly delayMs: number } = { answer: 'ok', delayMs: 0 };

  const send = (socket: WebSocket, message: object) => socket.send(heldTo('clientFrame', JSON.stringify(message)));
  const tell = () => {
    for (const socket of server.clients) send(socket, { type: 'status', data: status });
  };
  const hello = () => ({
    type: 'hello',
    data: {
      protocol: 2,
      client: { name: ASSISTANT.name, version: ASSISTANT.version },
      commands: offered.commands ?? COMMANDS,
      settings,
    },
  });
  const carryOut = (request: CommandRequest) => {
    if (request.command === 'set_volume') status = { ...status, volume: request.args.level };
    if (request.command === 'set_muted') status = { ...status, muted: request.args.muted };
    if (request.command === 'stop_tts') status = { ...status, is_speaking: false, status: 'Ready' };
    if (request.command === 'start_listening') status = { ...status, is_listening: true, status: 'słucham' };
    if (request.command === 'send_text') status = { ...status, wake_word_detected: true, status: 'Przetwarzam' };
    if (request.command === 'set_setting') {
      const { key, value } = request.args;
      settings = settings.map((one) => (one.key === key ? ({ ...one, value } as AssistantSetting) : one));
      for (const socket of server.clients) send(socket, hello());
    }
    tell();
  };
  const receive = (socket: WebSocket, message: Received) => {
    const { id, ...rest } = message;
    const { type: _, ...request } = { type: '', ...rest };
    commands.push(request);
    const { answer: now, delayMs } = answer;
    if (now === null) return;
    setTimeout(() => {
      if (now === 'ok') {
        send(socket, { type: 'ack', id, ok: true });
        carryOut(message);
      } else send(socket, { type: 'ack', id, ok: false, error: { message: '', ...now } });
    }, delayMs);
  };

  server.on('connection', (socket) => {
    send(socket, { type: 'status', data: status });
    socket.on('message', (raw) => {
      const message = readAs('overlayFrame', String(raw)) as { readonly type: string } & Received;
      if (message.type === 'hello') send(socket, hello());
      if (message.type === 'command') receive(socket, message);
    });
  });
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of server.clients) socket.terminate();
    });
    return stopped;
  };
  onTestFinished(stop);
  return {
    ports,
    commands,
    update(fields) {
      status = { ...status, ...fields };
      tell();
    },
    answerWith(next, delayMs = 0) {
      answer = { answer: next, delayMs };
    },
    stop,
  };
}
