import WebSocket from 'ws';
import type { Denial } from '../../../src-shared/overlay-state.ts';

/** What happens on one socket. `onClose` comes exactly once, whatever ended it, and nothing comes after it. */
export interface SocketHandlers {
  onOpen(): void;
  /** One text frame; binary frames are not the client's and are dropped. */
  onMessage(raw: string): void;
  onPong(): void;
  /**
   * @param reason what ended it, for the log; never text from the other side.
   * @param denial why a safe connection was not made; there is no sense in trying again soon.
   */
  onClose(reason: string, denial?: Denial): void;
}

export interface Socket {
  /** @returns false when the socket is not open: nothing was sent. */
  send(data: string): boolean;
  ping(): void;
  /** Ends the socket with code 1000; an other side that does not join in within 300 ms is cut off. */
  close(): void;
  /** Ends the socket without asking the other side. */
  terminate(): void;
}

/**
 * Return whether the other side closed the socket deliberately: with 1000, or with 1001 as it ends.
 * @param reason as `onClose` gets it.
 */
export function isCleanClose(reason: string): boolean {
  return reason === 'code 1000' || reason === 'code 1001';
}

/** Opens a socket to a port of the client's machine. No handler is called before it has returned. */
export type OpenSocket = (port: number, handlers: SocketHandlers) => Socket;

/** `closeTimeout` exists in `ws`, but not in its types. */
type ClientOptions = WebSocket.ClientOptions & { readonly closeTimeout: number };

/**
 * The whole handshake has no limit here, because whoever opens the socket sets one; `handshakeTimeout` would not be
 * one, since it counts silence only and a byte per second keeps it waiting.
 */
export const SOCKET_OPTIONS: ClientOptions = {
  /** The library's default of 100 MiB would let a stranger on the port fill our memory. */
  maxPayload: 256 * 1024,
  perMessageDeflate: false,
  closeTimeout: 300,
};

/** The real transport. 127.0.0.1 and not `localhost`, which may mean ::1: the client binds IPv4 only. */
export const openSocket: OpenSocket = (port, handlers) =>
  handleSocket(new WebSocket(`ws://127.0.0.1:${port}/`, SOCKET_OPTIONS), handlers);

/**
 * Lets `handlers` know what happens on a socket that is being opened, and gives what may be done with it.
 * @param denialOf what the HTTP status of a refused upgrade means, where it means that we are denied.
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
