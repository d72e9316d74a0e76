/** A client of version 1 that closes its socket this soon after our hello, with no command sent, is taken to reject it. */
const HELLO_REJECTION_MS = 2_000;

/** A live socket that has ended. */
export interface EndedSocket {
  readonly port: number;
  readonly livedMs: number;
  readonly helloSent: boolean;
  /** The client has said hello. */
  readonly isVersion2: boolean;
  readonly commandSent: boolean;
}

/** Remembers which client drops the socket on `hello`. Later connections try again: the client may have been updated. */
export interface HelloPolicy {
  /** Return whether to say hello on a socket that has just become live. Call once per socket. */
  shouldGreet(port: number): boolean;
  /** Call when the client is not behind the port; the next one there may be another. */
  onFailed(port: number): void;
  /** @returns whether the client rejected our hello: reconnect once without it. */
  isRejection(socket: EndedSocket): boolean;
  /** Call when a connection has proved stable, or the user reconnects. */
  trust(): void;
}

export function createHelloPolicy(): HelloPolicy {
  let ungreetedPort: number | null = null;
  /** A client that closes its socket again without our hello does so for another reason: that is an outage. */
  let mayRetry = true;
  return {
    shouldGreet(port) {
      const greet = port !== ungreetedPort;
      ungreetedPort = null;
      return greet;
    },
    onFailed(port) {
      if (port === ungreetedPort) ungreetedPort = null;
    },
    isRejection({ port, livedMs, helloSent, isVersion2, commandSent }) {
      if (!helloSent || isVersion2 || commandSent || livedMs > HELLO_REJECTION_MS) return false;
      ungreetedPort = port;
      const retries = mayRetry;
      mayRetry = false;
      return retries;
    },
    trust() {
      mayRetry = true;
    },
  };
}
