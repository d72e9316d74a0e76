import { isObject, parseJson } from './json.ts';
import type { ReceivedFrame, SocketRecord } from './watched-socket.ts';
import { statusInFrame, type WireStatus } from './wire-status.ts';

/** Return the JSON value of a text frame; undefined if it is none. */
export function jsonOf({ raw, isBinary }: ReceivedFrame): unknown {
  return isBinary ? undefined : parseJson(raw);
}

/** Return the `type` of a frame; null if it has none. */
export function typeOf(frame: ReceivedFrame): string | null {
  const value = jsonOf(frame);
  return isObject(value) && typeof value['type'] === 'string' ? value['type'] : null;
}

/** Return the commands that a hello lists. */
export function commandsIn(hello: unknown): readonly unknown[] {
  const data = isObject(hello) ? hello['data'] : null;
  return isObject(data) && Array.isArray(data['commands']) ? data['commands'] : [];
}

/** Return the status in a frame; null if it has none. */
export function statusOf(frame: ReceivedFrame): WireStatus | null {
  return statusInFrame(jsonOf(frame));
}

/** A status with the time of its frame. */
export interface TimedStatus {
  readonly atMs: number;
  readonly status: WireStatus;
}

/** The statuses of a socket, the oldest first. */
export function statusesOf(record: SocketRecord): readonly TimedStatus[] {
  return record.frames.flatMap((frame) => {
    const status = statusOf(frame);
    return status === null ? [] : [{ atMs: frame.atMs, status }];
  });
}
