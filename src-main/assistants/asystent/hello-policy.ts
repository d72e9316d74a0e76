export type HelloPolicy = ReturnType<typeof createHelloPolicy>;

/** Remember which client drops the socket on `hello`. Later connections try again: the client may have been updated. */
export function createHelloPolicy() {
  let ungreetedPort: number | null = null;
  /** A client that closes its socket again without our hello does so for another reason: that is an outage. */
  let mayRetry = true;
  return {
    /** Return whether to say hello on a socket that has just become live. Call once per socket. */
    shouldGreet(port: number): boolean {
      const greet = port !== ungreetedPort;
      ungreetedPort = null;
      return greet;
    },
    /** Call when the client is not behind the port; the next one there may be another. */
    onFailed(port: number): void {
      if (port === ungreetedPort) ungreetedPort = null;
    },
    /** Call when the client seems to have rejected our hello. @returns whether to reconnect once without it. */
    onRejected(port: number): boolean {
      ungreetedPort = port;
      const retries = mayRetry;
      mayRetry = false;
      return retries;
    },
    /** Call when a connection has proved stable, or the user reconnects. */
    trust(): void {
      mayRetry = true;
    },
  };
}
