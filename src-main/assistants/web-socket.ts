import WebSocket from 'ws';
import type { Denial } from '../../src-shared/overlay-state.ts';

/** The events of one socket. `onClose` comes exactly once, however the socket ends, and is the last. */
export interface SocketHandlers {
  onOpen(): void;
  /** Takes a text frame. No protocol here has binary frames; they are dropped. */
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

/** Map the HTTP status of a refused upgrade to a denial, or to undefined for any other failure. */
export type DenialOf = (statusCode: number | undefined) => Denial | undefined;

/**
 * Return whether the other side closed the socket deliberately: with 1000, or with 1001 as it ends.
 * @param reason as `onClose` gets it.
 */
export function isCleanClose(reason: string): boolean {
  return reason === 'code 1000' || reason === 'code 1001';
}

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
  /**
   * One frame in a turn of the event loop. Otherwise all that has arrived would be taken in one, up to 2 MB of it, and buttons and
   * other programs would wait for a client that floods.
   */
  allowSynchronousEvents: false,
  closeTimeout: 300,
};

/**
 * Connect a socket that is opening to `handlers`. None is called before this has returned.
 * @param denialOf no refused upgrade is a denial without it.
 */
export function handleSocket(
  socket: WebSocket,
  handlers: SocketHandlers,
  denialOf: DenialOf = () => undefined,
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

/** The outcome of a connection that has to prove itself first: at most one of the two, once, and never synchronously. */
interface SecureHandlers<Args extends readonly unknown[]> {
  onSecure(...args: Args): void;
  onFailure(reason: string, denial?: Denial): void;
}

/**
 * Open a socket over a connection that has to be secure before anything is sent. No handler is called before this has
 * returned.
 * @param connect returns a function that aborts.
 * @param open begins the WebSocket's handshake over the secure connection.
 */
export function openWhenSecure<Args extends readonly unknown[]>(
  connect: (handlers: SecureHandlers<Args>) => () => void,
  open: (...args: Args) => WebSocket,
  handlers: SocketHandlers,
  denialOf?: DenialOf,
): Socket {
  let socket: Socket | null = null;
  let isClosed = false;
  const onFailure = (reason: string, denial?: Denial) => {
    if (isClosed) return;
    isClosed = true;
    abort();
    handlers.onClose(reason, denial);
  };
  const abort = connect({
    onSecure(...args) {
      socket = handleSocket(open(...args), handlers, denialOf);
    },
    onFailure,
  });
  const end = () => onFailure('ended before it was secure');
  return {
    send: (data) => socket?.send(data) ?? false,
    ping: () => socket?.ping(),
    close: () => (socket === null ? end() : socket.close()),
    terminate: () => (socket === null ? end() : socket.terminate()),
  };
}
