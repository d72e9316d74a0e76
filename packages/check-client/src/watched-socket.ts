import type WebSocket from 'ws';
import { isObject, parseJson } from './json.ts';
import { statusInFrame, type WireStatus } from './wire-status.ts';

/** A received frame. */
export interface ReceivedFrame {
  readonly atMs: number;
  readonly raw: string;
  readonly isBinary: boolean;
  /** The JSON value of a text frame; undefined if it is none. */
  readonly json: unknown;
  /** null if it has none. */
  readonly type: string | null;
  readonly status: WireStatus | null;
}

/** The events on a socket so far. Times are from `performance.now()`. */
export interface SocketRecord {
  readonly openedMs: number | null;
  readonly frames: readonly ReceivedFrame[];
  readonly pongs: number;
  /** @param error the library's code if a frame violated RFC 6455, otherwise null. */
  readonly closed: { readonly atMs: number; readonly code: number; readonly error: string | null } | null;
}

/** A socket to the client that records its events. */
export interface WatchedSocket {
  record(): SocketRecord;
  /** Does nothing unless the socket is open. */
  send(text: string): void;
  ping(): void;
  close(): void;
  /**
   * Waits until `find` returns something for the record.
   * @returns null if the time is over, or the socket closed, before that.
   */
  until<T>(find: (record: SocketRecord) => T | null | undefined, withinMs: number): Promise<T | null>;
}

/** The statuses of a socket with the times of their frames, the oldest first. */
export function statusesOf({ frames }: SocketRecord) {
  return frames.flatMap(({ atMs, status }) => (status === null ? [] : [{ atMs, status }]));
}

/** Further frames are dropped. */
const MAX_FRAMES = 2_000;

/** Record the events of a socket that is about to open. */
export function watch(socket: WebSocket): WatchedSocket {
  const frames: ReceivedFrame[] = [];
  let record: SocketRecord = { openedMs: null, frames, pongs: 0, closed: null };
  let error: string | null = null;
  const waiting = new Set<() => void>();
  const happened = (change: Partial<SocketRecord>) => {
    record = { ...record, ...change };
    for (const check of waiting) check();
  };
  socket.on('open', () => happened({ openedMs: performance.now() }));
  socket.on('message', (data, isBinary) => {
    if (frames.length < MAX_FRAMES) frames.push(readFrame(data.toString(), isBinary));
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
          waiting.delete(check);
          clearTimeout(overdue);
          resolve(found);
        };
        const check = () => {
          const found = find(record) ?? null;
          if (found !== null || record.closed !== null) finish(found);
        };
        const overdue = setTimeout(() => finish(null), withinMs);
        waiting.add(check);
        check();
      }),
  };
}

function readFrame(raw: string, isBinary: boolean): ReceivedFrame {
  const json = isBinary ? undefined : parseJson(raw);
  const type = isObject(json) && typeof json['type'] === 'string' ? json['type'] : null;
  return { atMs: performance.now(), raw, isBinary, json, type, status: statusInFrame(json) };
}
