import { parseFrame, type Status } from '../../../src-main/assistants/asystent/protocol.ts';
import { isObject } from './schema-faults.ts';
import type { ReceivedFrame, SocketRecord } from './watched-socket.ts';

/** What a frame says as JSON; undefined when it is none, or no text. */
export function jsonOf({ raw, isBinary }: ReceivedFrame): unknown {
  try {
    return isBinary ? undefined : JSON.parse(raw);
  } catch {
    return undefined;
  }
}

/** The `type` of a frame; null for one without. */
export function typeOf(frame: ReceivedFrame): string | null {
  const value = jsonOf(frame);
  return isObject(value) && typeof value['type'] === 'string' ? value['type'] : null;
}

/** The status that a frame tells an overlay; null when it tells none. */
export function statusOf({ raw, isBinary }: ReceivedFrame): Status | null {
  const frame = isBinary ? null : parseFrame(raw);
  return frame?.kind === 'status' ? frame.status : null;
}

/** A status with the time of its frame. */
export interface TimedStatus {
  readonly atMs: number;
  readonly status: Status;
}

/** The statuses of a socket, the oldest first. */
export function statusesOf(record: SocketRecord): readonly TimedStatus[] {
  return record.frames.flatMap((frame) => {
    const status = statusOf(frame);
    return status === null ? [] : [{ atMs: frame.atMs, status }];
  });
}
