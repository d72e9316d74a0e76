import type { Clock } from '../runtime/clock.ts';

/** From the end of a connection to the next attempt. A server that ends one after the other is left alone then. */
export const RETRY_DELAYS_MS = [1_000, 10_000, 60_000] as const;

/** What is done with a connection to a server of the desktop. */
export interface Follower<Connection> {
  /** Begin to follow what the server says. A rejection means that it can't be followed. */
  begin(connection: Connection): Promise<void>;
  /** Forget what the server has said: its connection has ended, or it can't be followed. */
  end(): void;
}

/**
 * Keep a connection for as long as the app runs, as far as the server allows it.
 * @returns a function that ends it before.
 */
export function keepConnected<Connection extends { readonly ended: Promise<void>; close(): void }>(
  clock: Pick<Clock, 'setTimeout'>,
  connect: () => Promise<Connection>,
  followers: readonly Follower<Connection>[],
): () => void {
  let isStopped = false;
  let stop = () => {};
  const endAll = () => {
    for (const { end } of followers) end();
  };
  const attempt = async (delaysMs: readonly number[]) => {
    await connect().then(
      (connection) => {
        stop = connection.close;
        if (isStopped) return connection.close();
        for (const { begin, end } of followers) begin(connection).catch(end);
        return connection.ended.then(endAll);
      },
      () => {},
    );
    const [delayMs, ...others] = delaysMs;
    if (delayMs !== undefined && !isStopped) stop = clock.setTimeout(() => void attempt(others), delayMs);
  };
  void attempt(RETRY_DELAYS_MS);
  return () => {
    isStopped = true;
    stop();
  };
}
