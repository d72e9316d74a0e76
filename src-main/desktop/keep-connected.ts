import type { Clock } from '../runtime/clock.ts';

/**
 * From the end of a connection to the next attempt. A server that is not there after the last one, or ends one connection after the
 * other, is left alone until something tells of it.
 */
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
 * Begins a substitute for the time without a connection.
 * @param retry begins the attempts anew, the first one at once. @returns a function that ends the substitute.
 */
export type WhileAway = (retry: () => void) => () => void;

/**
 * Keep a connection for as long as the app runs, as far as the server allows it.
 * @param whileAway begun when an attempt has failed or a connection has ended, and ended when there is a connection.
 * @returns a function that ends it before.
 */
export function keepConnected<Connection extends { readonly ended: Promise<void>; close(): void }>(
  clock: Clock,
  connect: () => Promise<Connection>,
  followers: readonly Follower<Connection>[],
  whileAway: WhileAway = () => () => {},
): () => void {
  let isStopped = false;
  let stop = () => {};
  let endAway: (() => void) | null = null;
  /** How many of the delays have been used. */
  let used = 0;
  let isWaiting = false;
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
    leaveAway();
    await connection.ended;
    endAll();
    return clock.nowMs() - sinceMs;
  };
  const leaveAway = () => {
    endAway?.();
    endAway = null;
  };
  const attempt = async () => {
    isWaiting = false;
    if ((await followOnce()) >= LASTING_MS) used = 0;
    if (isStopped) return;
    isWaiting = true;
    const delayMs = RETRY_DELAYS_MS[used];
    used += 1;
    stop = delayMs === undefined ? () => {} : clock.setTimeout(() => void attempt(), delayMs);
    endAway ??= whileAway(retry);
  };
  const retry = () => {
    used = 0;
    if (!isWaiting) return;
    stop();
    void attempt();
  };
  void attempt();
  return () => {
    isStopped = true;
    stop();
    leaveAway();
  };
}
