import { isDeepStrictEqual } from 'node:util';
import type { Happening } from '../../src-shared/diagnostics-contract.ts';
import type { OverlayState, Phase } from '../../src-shared/overlay-state.ts';
import type { Poll } from '../assistants/asystent/polling-transport.ts';
import type { OpenSocket } from '../assistants/asystent/socket-transport.ts';
import type { OverlayEvent } from '../overlay/model.ts';
import { type OverlayStore, PUBLISH_INTERVAL_MS } from '../overlay/store.ts';
import { createCommandTally, type NoteHappening } from './command-tally.ts';
import type { Counters } from './counters.ts';
import { probeSockets } from './socket-probe.ts';

export interface ClientProbeOptions {
  readonly counters: Counters;
  /** The monotonic clock. */
  readonly nowMs: () => number;
  /** Whether somebody watches, for what is not counted otherwise. */
  readonly isWatched: () => boolean;
  readonly note: NoteHappening;
  /**
   * Called with every state that is told: when the frame arrived that led to it, or null when none did, or nobody
   * watches.
   */
  readonly onTold: (frameAtMs: number | null) => void;
}

/**
 * Counts what passes between one client and the overlay, where it passes: at the transports and at the store. What it
 * hands on behaves as what it was given.
 */
export interface ClientProbe {
  openSocket(open: OpenSocket): OpenSocket;
  poll(poll: Poll): Poll;
  store(store: OverlayStore): OverlayStore;
  /** To be called with every state that the store tells. */
  told(state: OverlayState): void;
}

export function createClientProbe({ counters, nowMs, isWatched, onTold, ...options }: ClientProbeOptions): ClientProbe {
  const note = (happening: Happening) => options.note(happening, null);
  /** Frames and bodies that the connection could use, and ends that it told: what a call of a handler led to. */
  const made = { useful: 0, ends: 0 };
  const commands = createCommandTally(counters, options.note);

  let phase: Phase | null = null;
  let told: OverlayState | null = null;
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let tells = 0;
  /** Until when a status waits to be told. */
  let waitsUntilMs = Number.NEGATIVE_INFINITY;
  /** When the frame arrived that has not been told yet. */
  let frameAtMs: number | null = null;

  const leave = () => {
    counters.transport = 'none';
    counters.port = null;
    counters.liveSinceMs = null;
  };

  const arrive = (transport: 'socket' | 'polling', port: number) => {
    if (counters.transport === transport && counters.port === port) return;
    counters.transport = transport;
    counters.port = port;
    counters.liveSinceMs = nowMs();
    note({ kind: 'live', transport, port });
  };

  const before = (event: OverlayEvent) => {
    commands.before(event);
    switch (event.kind) {
      case 'status':
        made.useful += 1;
        if (nowMs() < waitsUntilMs) counters.framesCoalesced += 1;
        arrive(event.transport, event.port);
        break;
      case 'offer':
      case 'ack':
        made.useful += 1;
        break;
      case 'socket-closed':
        made.ends += 1;
        break;
      case 'denied':
        leave();
        note({ kind: 'denied', denial: event.denial });
        break;
      case 'unreachable':
        leave();
        note({ kind: 'unreachable' });
        break;
    }
  };

  /** @param wasTold whether the event led to a state that was told at once. */
  const after = (event: OverlayEvent, wasTold: boolean, state: () => OverlayState) => {
    commands.after(event, state);
    if (event.kind !== 'status' || wasTold) return;
    const tellableMs = toldAtMs + PUBLISH_INTERVAL_MS;
    const isHeldBack = nowMs() < tellableMs;
    if (isHeldBack) waitsUntilMs = tellableMs;
    // A frame that changed nothing is not what the next picture will be of.
    if (isWatched() && (!isHeldBack || isDeepStrictEqual(state(), told))) frameAtMs = null;
  };

  return {
    openSocket: (open) =>
      probeSockets(open, {
        counters,
        nowMs,
        made,
        onFrame() {
          if (isWatched()) frameAtMs = nowMs();
        },
        onEnd: leave,
        note,
      }),

    poll: (poll) => (port, onDone) => {
      let isOver = false;
      const abort = poll(port, (answer) => {
        isOver = true;
        if (answer.kind === 'body') counters.bytesIn += Buffer.byteLength(answer.body);
        const usefulBefore = made.useful;
        onDone(answer);
        counters.polls[made.useful === usefulBefore ? 'failed' : 'ok'] += 1;
      });
      return () => {
        if (!isOver) counters.polls.aborted += 1;
        isOver = true;
        abort();
      };
    },

    store: (store) => ({
      ...store,
      dispatch(event) {
        before(event);
        const tellsBefore = tells;
        store.dispatch(event);
        after(event, tells > tellsBefore, store.state);
      },
    }),

    told(state) {
      tells += 1;
      told = state;
      toldAtMs = nowMs();
      waitsUntilMs = Number.NEGATIVE_INFINITY;
      onTold(frameAtMs);
      frameAtMs = null;
      commands.told(state);
      if (state.phase === phase) return;
      phase = state.phase;
      note({ kind: 'phase', phase });
    },
  };
}
