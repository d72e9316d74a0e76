import WebSocket from 'ws';
import type { Clock } from '../../runtime/clock.ts';
import type { Assistant, AssistantEvent } from '../assistant.ts';
import { createReducedAssistant } from '../reduced-assistant.ts';
import { FRAME_MAX_BYTES } from '../socket-link.ts';
import type { OnTrace } from '../trace.ts';
import { handleSocket, SOCKET_OPTIONS, type Socket, type SocketHandlers } from '../web-socket.ts';
import { OVOS } from './reduce.ts';
import { parseFrame } from './wire.ts';

/** The bus greets at once. */
const PROOF_WITHIN_MS = 2_000;

/**
 * The bus hands every message to everybody, with sound and pictures in some. Those are left unread; a longer frame than this
 * would end the socket.
 */
const SOCKET_FRAME_MAX_BYTES = 4 * 1024 * 1024;

export interface OvosOptions {
  /** As in URLs: an IPv6 address has its brackets. */
  readonly host: string;
  readonly port: number;
  /** The route of the message bus, with its slash. */
  readonly path: string;
  readonly clock: Clock;
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number;
  readonly onEvent: (event: AssistantEvent) => void;
  readonly onTrace: OnTrace;
  /** Open a socket to the bus. */
  readonly openSocket: (url: URL, handlers: SocketHandlers) => Socket;
}

/** Open a socket to a bus. */
export function openBus(url: URL, handlers: SocketHandlers): Socket {
  return handleSocket(new WebSocket(url, { ...SOCKET_OPTIONS, maxPayload: SOCKET_FRAME_MAX_BYTES }), handlers);
}

/** Follow OVOS, Neon or Mycroft by its message bus. Nothing is opened before `start()`. */
export function createOvos({ host, port, path, openSocket, ...options }: OvosOptions): Assistant {
  const url = new URL(`ws://${host}:${port}${path}`);
  return createReducedAssistant(OVOS, {
    ...options,
    port,
    openSocket: (handlers) => openSocket(url, handlers),
    proofWithinMs: PROOF_WITHIN_MS,
    frameMaxBytes: FRAME_MAX_BYTES,
    parse: parseFrame,
    judge: () => 'proof',
  });
}
