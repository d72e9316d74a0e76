import WebSocket from 'ws';
import type { Denial } from '../../../src-shared/overlay-state.ts';

/** The events of one socket. `onClose` comes exactly once, however the socket ends, and is the last. */
export interface SocketHandlers {
  onOpen(): void;
  /** Takes a text frame. The protocol has no binary frames; they are dropped. */
  onMessage(raw: string): void;
  onPong(): void;
  /**
   * @param reason a close code or the system's name of an error, for the log; never text from the other side.
   * @param denial why the connection was not secure, or the key refused. Trying again soon would not help.
   */
  onClose(reason: string, denial?: Denial): void;
}

export interface Socket {
  /** @returns whether the socket was open, so that the data has left. */
  send(data: string): boolean;
  ping(): void;
  /** Close with code 1000. Cut off a peer that does not answer within 300 ms. */
  close(): void;
  /** Destroy the socket without a closing handshake. */
  terminate(): void;
}

/**
 * Return whether the other side closed the socket deliberately: with 1000, or with 1001 as it ends.
 * @param reason as `onClose` gets it.
 */
export function isCleanClose(reason: string): boolean {
  return reason === 'code 1000' || reason === 'code 1001';
}

/** Open a socket to a port of the client's computer. No handler is called before this has returned. */
export type OpenSocket = (port: number, handlers: SocketHandlers) => Socket;

/** `closeTimeout` exists in `ws`, but not in its types. */
type ClientOptions = WebSocket.ClientOptions & { readonly closeTimeout: number };

/**
 * The caller limits the handshake. `handshakeTimeout` would not: it measures silence, so one byte per second keeps the
 * handshake alive.
 */
export const SOCKET_OPTIONS: ClientOptions = {
  /** The library's default of 100 MiB would let another program on the port fill our memory. */
  maxPayload: 256 * 1024,
  perMessageDeflate: false,
  closeTimeout: 300,
};

/** Open a socket on this computer. `localhost` may mean ::1, but the client binds IPv4 only. */
export const openSocket: OpenSocket = (port, handlers) =>
  handleSocket(new WebSocket(`ws://127.0.0.1:${port}/`, SOCKET_OPTIONS), handlers);

/**
 * Connect a socket that is opening to `handlers`.
 * @param denialOf maps the HTTP status of a refused upgrade to a denial, or to undefined for any other failure.
 */
export function handleSocket(
  socket: WebSocket,
  handlers: SocketHandlers,
  denialOf: (statusCode: number | undefined) => Denial | undefined = () => undefined,
): Socket {
  let failure: string | null = null;
  let denial: Denial | undefined;
  socket.on('open', () => handlers.onOpen());
  socket.on('message', (data, isBinary) => {
    if (!isBinary) handlers.onMessage(data.toString());
  });
  socket.on('pong', () => handlers.onPong());
  socket.on('unexpected-response', (_, response) => {
    failure = `status ${response.statusCode}`;
    denial = denialOf(response.statusCode);
    socket.terminate();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= error.code ?? error.message;
  });
  socket.on('close', (code) => handlers.onClose(failure ?? `code ${code}`, denial));
  return {
    send(data) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(data);
      return true;
    },
    ping() {
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    },
    close: () => socket.close(1000),
    terminate: () => socket.terminate(),
  };
}
