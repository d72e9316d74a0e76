import type { Clock } from '../runtime/clock.ts';

/** From the end of a connection to the next attempt. A server that ends one after the other is left alone then. */
export const RETRY_DELAYS_MS = [1_000, 10_000, 60_000] as const;
/** The end of a connection that has lasted so long is no failed attempt: the delays begin anew. */
export const LASTING_MS = 60_000;

/** The use of a connection to a server of the desktop. */
export interface Follower<Connection> {
  /** Begin to follow the server. A rejection means that it can't be followed. */
  begin(connection: Connection): Promise<void>;
  /** Forget everything from the server: its connection has ended, or it can't be followed. */
  end(): void;
}

/**
 * Keep a connection for as long as the app runs, as far as the server allows it.
 * @returns a function that ends it before.
 */
export function keepConnected<Connection extends { readonly ended: Promise<void>; close(): void }>(
  clock: Clock,
  connect: () => Promise<Connection>,
  followers: readonly Follower<Connection>[],
): () => void {
  let isStopped = false;
  let stop = () => {};
  const endAll = () => {
    for (const { end } of followers) end();
  };
  /** Connect, and follow until the end. @returns for how long, in milliseconds. */
  const followOnce = async () => {
    const connection = await connect().catch(() => null);
    if (connection === null) return 0;
    stop = connection.close;
    if (isStopped) {
      connection.close();
      return 0;
    }
    const sinceMs = clock.nowMs();
    for (const { begin, end } of followers) begin(connection).catch(end);
    await connection.ended;
    endAll();
    return clock.nowMs() - sinceMs;
  };
  const attempt = async (delaysMs: readonly number[]) => {
    const isLasting = (await followOnce()) >= LASTING_MS;
    const [delayMs, ...others] = isLasting ? RETRY_DELAYS_MS : delaysMs;
    if (delayMs !== undefined && !isStopped) stop = clock.setTimeout(() => void attempt(others), delayMs);
  };
  void attempt(RETRY_DELAYS_MS);
  return () => {
    isStopped = true;
    stop();
  };
}
