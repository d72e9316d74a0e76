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
  /** Takes transitions, never the clients' texts. */
  readonly log: (message: string) => void;
  /** Ask the bubble's page to report when it has painted its latest state. */
  readonly requestPaint: (number: number) => void;
}

/** A client that the overlay follows. */
export interface FollowedName {
  readonly id: string;
  /** null: the client on this computer. */
  readonly name: string | null;
}

/** The counters and events of all clients. Passive: no timers, no messages. */
export interface Diagnostics {
  /** Start counting a client, from zero even if its id is known. */
  observe(client: FollowedName): ClientObserver;
  /** Take the clients' current names, and forget all other clients. */
  keep(clients: readonly FollowedName[]): void;
  /** Return the counters, in the order of `observe`. */
  clients(): readonly ClientNumbers[];
  /** Return the latest events, the newest last. */
  events(): readonly DiagnosticsEvent[];
  /** Measure the paint delay only while the diagnostics are on the screen. */
  setWatched(watched: boolean): void;
  /** Call when the pages have been sent a published state. */
  onDrawn(): void;
  /** Call when the bubble's page has painted. @param number as passed to `requestPaint`. */
  onPainted(number: number): void;
}

export function createDiagnostics({ nowMs, nowEpochMs, log, requestPaint }: DiagnosticsOptions): Diagnostics {
  const followed = new Map<string, { name: string | null; readonly counters: Counters }>();
  const events = createRing<DiagnosticsEvent>(EVENTS_MAX);
  const meter = createPaintMeter(nowMs, requestPaint);
  let lastNumber = 0;
  let isWatched = false;
  /** The frame that led to the state being drawn. */
  let drawing: { readonly counters: Counters; readonly frameAtMs: number } | null = null;

  return {
    observe({ id, name }) {
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
    onDrawn() {
      if (drawing !== null) meter.onDrawn(drawing.counters, drawing.frameAtMs);
      drawing = null;
    },
    onPainted: meter.onPainted,
  };
}
