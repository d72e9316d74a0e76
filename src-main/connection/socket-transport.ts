/** What happens on one socket. `onClose` comes exactly once, whatever ended it, and nothing comes after it. */
export interface SocketHandlers {
  onOpen(): void;
  /** One text frame; binary frames are not ours and are dropped. */
  onMessage(raw: string): void;
  onPong(): void;
  /** @param reason what ended it, for the log; never text from the other side. */
  onClose(reason: string): void;
}

export interface Socket {
  send(data: string): void;
  ping(): void;
  /** Begins the close handshake with code 1000. */
  close(): void;
  /** Ends the socket without asking the other side. */
  terminate(): void;
}

/** Opens a socket to a port of 127.0.0.1. The handlers are never called before it returns. */
export type OpenSocket = (port: number, handlers: SocketHandlers) => Socket;
