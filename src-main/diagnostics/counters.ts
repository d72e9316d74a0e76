import type { ClientNumbers } from '../../src-shared/diagnostics-contract.ts';
import type { TraceEvent } from '../assistants/trace.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] extends number | string | null ? T[K] : Writable<T[K]> };

/** The counters of a client, changed in place so that counting costs next to nothing. */
export interface Counters extends Writable<Omit<ClientNumbers, 'id' | 'name' | 'liveForMs'>> {
  /** When the transport became live, on the monotonic clock; null without one. */
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

/**
 * Add one step of the connection to `counters`, in place.
 * @param nowMs the monotonic clock.
 */
export function count(counters: Counters, event: TraceEvent, nowMs: () => number): void {
  switch (event.kind) {
    case 'attempt':
      counters.attempts += 1;
      break;
    case 'live':
      if (event.transport === 'socket') counters.connections += 1;
      setTransport(counters, event, nowMs());
      break;
    case 'frame-in':
      counters.framesIn += 1;
      counters.bytesIn += event.bytes;
      break;
    case 'frame-ignored':
      counters.framesDropped += 1;
      break;
    case 'frame-out':
      counters.framesOut += 1;
      counters.bytesOut += event.bytes;
      break;
    case 'ping':
      counters.pings += 1;
      break;
    case 'pong':
      counters.pongs += 1;
      counters.pingLastMs = event.roundTripMs;
      counters.pingTotalMs += event.roundTripMs;
      break;
    case 'poll':
      counters.polls[event.outcome] += 1;
      counters.bytesIn += event.bytes;
      break;
    case 'ended':
      counters.ends[event.reason] += 1;
      setTransport(counters, NO_TRANSPORT, null);
      break;
    case 'unreachable':
    case 'denied':
      setTransport(counters, NO_TRANSPORT, null);
      break;
  }
}

const NO_TRANSPORT = { transport: 'none', port: null } as const;

function setTransport(
  counters: Counters,
  { transport, port }: Pick<Counters, 'transport' | 'port'>,
  liveSinceMs: number | null,
): void {
  counters.transport = transport;
  counters.port = port;
  counters.liveSinceMs = liveSinceMs;
}

/** Return a copy of the counters for display. @param nowMs the monotonic clock. */
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
