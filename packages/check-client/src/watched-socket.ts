import type WebSocket from 'ws';

/** A frame as it came. */
export interface ReceivedFrame {
  readonly atMs: number;
  readonly raw: string;
  readonly isBinary: boolean;
}

/** What has happened on one socket so far; times are of one monotonic clock. */
export interface SocketRecord {
  readonly openedMs: number | null;
  readonly frames: readonly ReceivedFrame[];
  readonly pongs: number;
  /** @param error of the library, when what came was against the rules of WebSocket; else null. */
  readonly closed: { readonly atMs: number; readonly code: number; readonly error: string | null } | null;
}

/** A socket to the client that keeps what happens on it. */
export interface WatchedSocket {
  /** What has happened until now. */
  record(): SocketRecord;
  /** Does nothing when the socket is not open. */
  send(text: string): void;
  ping(): void;
  close(): void;
  /**
   * Waits until `find` finds something in the record.
   * @returns null when it did not, within the time or before the socket closed.
   */
  until<T>(find: (record: SocketRecord) => T | null | undefined, withinMs: number): Promise<T | null>;
}

/** The most frames that are kept: whoever sends more shows enough by them. */
const MAX_FRAMES = 2_000;

/** Watches a socket from before it opens. */
export function watch(socket: WebSocket): WatchedSocket {
  const frames: ReceivedFrame[] = [];
  let record: SocketRecord = { openedMs: null, frames, pongs: 0, closed: null };
  let error: string | null = null;
  const waiting = new Set<() => void>();
  const happened = (change: Partial<SocketRecord>) => {
    record = { ...record, ...change };
    for (const look of waiting) look();
  };
  socket.on('open', () => happened({ openedMs: performance.now() }));
  socket.on('message', (data, isBinary) => {
    if (frames.length < MAX_FRAMES) frames.push({ atMs: performance.now(), raw: data.toString(), isBinary });
    happened({});
  });
  socket.on('pong', () => happened({ pongs: record.pongs + 1 }));
  socket.on('error', (cause: NodeJS.ErrnoException) => {
    error = cause.code ?? cause.message;
  });
  socket.on('close', (code) => happened({ closed: { atMs: performance.now(), code, error } }));
  const isOpen = () => socket.readyState === socket.OPEN;
  return {
    record: () => ({ ...record, frames: [...frames] }),
    send: (text) => isOpen() && socket.send(text),
    ping: () => isOpen() && socket.ping(),
    close: () => socket.close(1000),
    until: <T>(find: (seen: SocketRecord) => T | null | undefined, withinMs: number) =>
      new Promise<T | null>((resolve) => {
        const finish = (found: T | null) => {
          waiting.delete(look);
          clearTimeout(overdue);
          resolve(found);
        };
        const look = () => {
          const found = find(record) ?? null;
          if (found !== null || record.closed !== null) finish(found);
        };
        const overdue = setTimeout(() => finish(null), withinMs);
        waiting.add(look);
        look();
      }),
  };
}
