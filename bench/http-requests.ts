import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import * as v from 'valibot';

const CHANNEL = 'http.server.request.start';

const Message = v.object({ socket: v.custom<Socket>((value) => typeof value === 'object' && value !== null) });

/** Counts the HTTP requests that reach the servers of this process. */
export interface RequestCounter {
  /** Return how many have reached a port since counting began. */
  on(port: number): number;
  stop(): void;
}

/** Start counting, without touching the servers. */
export function countRequests(): RequestCounter {
  const counts = new Map<number, number>();
  const count = (message: unknown) => {
    const { localPort = 0 } = v.parse(Message, message).socket;
    counts.set(localPort, (counts.get(localPort) ?? 0) + 1);
  };
  subscribe(CHANNEL, count);
  return {
    on: (port) => counts.get(port) ?? 0,
    stop: () => unsubscribe(CHANNEL, count),
  };
}
