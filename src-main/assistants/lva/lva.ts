import WebSocket from 'ws';
import type { Clock } from '../../runtime/clock.ts';
import type { Assistant, AssistantEvent } from '../assistant.ts';
import { createReducedAssistant } from '../reduced-assistant.ts';
import { FRAME_MAX_BYTES } from '../socket-link.ts';
import type { OnTrace } from '../trace.ts';
import { handleSocket, SOCKET_OPTIONS, type Socket, type SocketHandlers } from '../web-socket.ts';
import { LVA } from './reduce.ts';
import { parseEvent } from './wire.ts';

/** The snapshot comes at once. */
const PROOF_WITHIN_MS = 2_000;

export interface LvaOptions {
  /** As in URLs: an IPv6 address has its brackets. */
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number;
  readonly onEvent: (event: AssistantEvent) => void;
  readonly onTrace: OnTrace;
  /** Open a socket to the assistant. */
  readonly openSocket: (url: URL, handlers: SocketHandlers) => Socket;
}

/** Open a socket to the Peripheral API, which has neither keys nor TLS. */
export function openPeripheral(url: URL, handlers: SocketHandlers): Socket {
  return handleSocket(new WebSocket(url, SOCKET_OPTIONS), handlers);
}

/** Follow Linux Voice Assistant by its Peripheral API. Nothing is opened before `start()`. */
export function createLva({ host, port, openSocket, ...options }: LvaOptions): Assistant {
  const url = new URL(`ws://${host}:${port}/`);
  return createReducedAssistant(LVA, {
    ...options,
    port,
    openSocket: (handlers) => openSocket(url, handlers),
    proofWithinMs: PROOF_WITHIN_MS,
    frameMaxBytes: FRAME_MAX_BYTES,
    parse: parseEvent,
    judge: ({ kind }) => (kind === 'snapshot' ? 'proof' : 'greeting'),
  });
}
