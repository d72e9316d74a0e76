import type { ClientNumbers } from '../../src-shared/diagnostics-contract.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] extends number | string | null ? T[K] : Writable<T[K]> };

/** What is counted of a client: plain numbers that are changed in place, so that counting costs next to nothing. */
export interface Counters extends Writable<Omit<ClientNumbers, 'id' | 'name' | 'liveForMs'>> {
  /** Since when the transport is live, on the monotonic clock; null without one. */
  liveSinceMs: number | null;
}

export function createCounters(): Counters {
  return {
    transport: 'none',
    port: null,
    liveSinceMs: null,
    attempts: 0,
    connections: 0,
    ends: { closed: 0, lost: 0, greeting: 0, silent: 0, requested: 0 },
    framesIn: 0,
    framesOut: 0,
    framesCoalesced: 0,
    framesDropped: 0,
    bytesIn: 0,
    bytesOut: 0,
    polls: { ok: 0, failed: 0, aborted: 0 },
    pings: 0,
    pongs: 0,
    pingLastMs: null,
    pingTotalMs: 0,
    commandsSent: 0,
    commands: { done: 0, rejected: 0, refused: 0, unanswered: 0 },
    paints: 0,
    paintLastMs: null,
    paintTotalMs: 0,
  };
}

/** The counters as they are at `nowMs` (monotonic clock), for whoever shows them. */
export function numbersOf(id: string, name: string | null, counters: Counters, nowMs: number): ClientNumbers {
  const { liveSinceMs, ends, polls, commands, ...numbers } = counters;
  return {
    id,
    name,
    ...numbers,
    liveForMs: liveSinceMs === null ? null : nowMs - liveSinceMs,
    ends: { ...ends },
    polls: { ...polls },
    commands: { ...commands },
  };
}
