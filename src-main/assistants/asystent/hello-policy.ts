/**
 * A client of version 1 that closes its socket this soon after our hello, with nothing else sent to it, is taken not to
 * support it: the overlay reconnects at once, without hello.
 */
const HELLO_BORNE_AFTER_MS = 2_000;

/** A socket that the other side has ended. */
export interface EndedSocket {
  readonly port: number;
  readonly livedMs: number;
  readonly helloSent: boolean;
  /** Whether the client has said hello. */
  readonly isVersion2: boolean;
  readonly commandSent: boolean;
}

/** Remembers which client does not support our hello. Each new connection tries it again, as the client may have been updated. */
export interface HelloPolicy {
  /** Whether the client that has just proved itself on a port is told our hello; asked once per connection. */
  isTold(port: number): boolean;
  /** The client is not behind the port now, and whoever is there next may be another. */
  onFailed(port: number): void;
  /** @returns whether to go back at once, as if nothing had happened. */
  onClosed(socket: EndedSocket): boolean;
  /** A connection has proved stable, or the user begins again. */
  trust(): void;
}

export function createHelloPolicy(): HelloPolicy {
  let untoldPort: number | null = null;
  /** A client that closes again without having been told anything may go on doing so: then its closing is an outage. */
  let mayReturn = true;
  return {
    isTold(port) {
      const told = port !== untoldPort;
      untoldPort = null;
      return told;
    },
    onFailed(port) {
      if (port === untoldPort) untoldPort = null;
    },
    onClosed({ port, livedMs, helloSent, isVersion2, commandSent }) {
      if (!helloSent || isVersion2 || commandSent || livedMs > HELLO_BORNE_AFTER_MS) return false;
      untoldPort = port;
      const returns = mayReturn;
      mayReturn = false;
      return returns;
    },
    trust() {
      mayReturn = true;
    },
  };
}
