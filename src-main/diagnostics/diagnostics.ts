import { type ClientNumbers, type DiagnosticsEvent, EVENTS_MAX } from '../../src-shared/diagnostics-contract.ts';
import { type ClientObserver, createClientObserver } from './client-observer.ts';
import { commandLine } from './command-line.ts';
import { type Counters, createCounters, numbersOf } from './counters.ts';
import { createPaintMeter } from './paint-meter.ts';
import { createRing } from './ring.ts';

export interface DiagnosticsOptions {
  /** The monotonic clock. */
  readonly nowMs: () => number;
  /** The time of day, in milliseconds since 1970. */
  readonly nowEpochMs: () => number;
  /** Transitions only, never the clients' texts. */
  readonly log: (message: string) => void;
  /** Asks the bubble's page to tell when it has painted what it was last sent. */
  readonly askPaint: (number: number) => void;
}

/** Whom the overlay follows, as far as it is told here. */
export interface FollowedName {
  readonly id: string;
  /** null: the client on this computer. */
  readonly name: string | null;
}

/** What has been counted of all clients. Nothing here waits or tells by itself. */
export interface Diagnostics {
  /** Counts a client from now on. What was counted of another one with its id is forgotten. */
  follow(client: FollowedName): ClientObserver;
  /** Takes the clients' names as they are now, and forgets who is not followed any more. */
  keep(clients: readonly FollowedName[]): void;
  /** In the order in which they came to be followed. */
  clients(): readonly ClientNumbers[];
  /** The newest last. */
  events(): readonly DiagnosticsEvent[];
  /** Whether somebody watches: only then is painting measured. */
  setWatched(watched: boolean): void;
  /** To be called when the pages have been sent what a client's state led to. */
  drawn(): void;
  /** The bubble's page has painted. @param number as it was asked. */
  painted(number: number): void;
}

export function createDiagnostics({ nowMs, nowEpochMs, log, askPaint }: DiagnosticsOptions): Diagnostics {
  const followed = new Map<string, { name: string | null; readonly counters: Counters }>();
  const events = createRing<DiagnosticsEvent>(EVENTS_MAX);
  const meter = createPaintMeter(nowMs, askPaint);
  let lastNumber = 0;
  let isWatched = false;
  /** The frame that led to what is being drawn. */
  let drawing: { readonly counters: Counters; readonly frameAtMs: number } | null = null;

  return {
    follow({ id, name }) {
      const client = { name, counters: createCounters() };
      followed.set(id, client);
      return createClientObserver({
        counters: client.counters,
        nowMs,
        isWatched: () => isWatched,
        note(happening, code) {
          const line = commandLine(happening, code);
          if (line !== null) log(name === null ? line : `client ${id}: ${line}`);
          lastNumber += 1;
          events.add({ number: lastNumber, atEpochMs: nowEpochMs(), client: client.name, happening });
        },
        onPublish(frameAtMs) {
          drawing = frameAtMs === null ? null : { counters: client.counters, frameAtMs };
        },
      });
    },
    keep(clients) {
      for (const [id, client] of followed) {
        const kept = clients.find((each) => each.id === id);
        if (kept === undefined) followed.delete(id);
        else client.name = kept.name;
      }
    },
    clients: () => [...followed].map(([id, { name, counters }]) => numbersOf(id, name, counters, nowMs())),
    events: events.items,
    setWatched(watched) {
      isWatched = watched;
    },
    drawn() {
      if (drawing !== null) meter.drawn(drawing.counters, drawing.frameAtMs);
      drawing = null;
    },
    painted: meter.painted,
  };
}
