import { isDeepStrictEqual } from 'node:util';
import type { OverlayState, Phase } from '../../src-preload/contract.ts';
import type { CommandOutcome, EndReason, Happening } from '../../src-preload/diagnostics-contract.ts';
import type { Poll } from '../connection/polling-transport.ts';
import type { OpenSocket } from '../connection/socket-transport.ts';
import { subjectOf } from '../overlay/commands.ts';
import type { OverlayEvent } from '../overlay/model.ts';
import { type OverlayStore, PUBLISH_INTERVAL_MS } from '../overlay/store.ts';
import { commandOutcome, type SentCommand } from './command-outcome.ts';
import type { Counters } from './counters.ts';
import { endReason } from './end-reason.ts';

/** A ping that has waited this long when the overlay gives the socket up is why it did. */
const SILENCE_MS = 1_000;

export interface ClientProbeOptions {
  readonly counters: Counters;
  /** The monotonic clock. */
  readonly nowMs: () => number;
  /** Whether somebody watches, for what is not counted otherwise. */
  readonly isWatched: () => boolean;
  readonly note: (happening: Happening) => void;
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

export function createClientProbe({ counters, nowMs, isWatched, note, onTold }: ClientProbeOptions): ClientProbe {
  /** Frames and bodies that the connection could use, and ends that it told: what a call of a handler led to. */
  let useful = 0;
  let endsTold = 0;

  let phase: Phase | null = null;
  let told: OverlayState | null = null;
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let tells = 0;
  /** Until when a status waits to be told. */
  let waitsUntilMs = Number.NEGATIVE_INFINITY;
  /** When the frame arrived that has not been told yet. */
  let frameAtMs: number | null = null;
  /** Commands of which nothing has come yet. */
  const unresolved = new Set<SentCommand>();

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

  const settle = (sent: SentCommand, outcome: CommandOutcome) => {
    if (!unresolved.delete(sent)) return;
    counters.commands[outcome] += 1;
    note({ kind: 'command', command: sent.subject.command, outcome });
  };

  const settleAll = (outcomeOf: (sent: SentCommand) => CommandOutcome | null) => {
    for (const sent of unresolved) {
      const outcome = outcomeOf(sent);
      if (outcome !== null) settle(sent, outcome);
    }
  };

  const before = (event: OverlayEvent) => {
    switch (event.kind) {
      case 'status':
        useful += 1;
        if (nowMs() < waitsUntilMs) counters.framesCoalesced += 1;
        arrive(event.transport, event.port);
        break;
      case 'offer':
        useful += 1;
        break;
      case 'ack': {
        useful += 1;
        const { id, rejection } = event.ack;
        settleAll((sent) => (sent.id !== id ? null : rejection === null ? 'done' : 'rejected'));
        break;
      }
      case 'socket-closed':
        endsTold += 1;
        break;
      case 'denied':
        leave();
        note({ kind: 'denied', denial: event.denial });
        break;
      case 'unreachable':
        leave();
        note({ kind: 'unreachable' });
        break;
      case 'command-sent':
        counters.commandsSent += 1;
        unresolved.add({ subject: subjectOf(event.request), id: event.id });
        note({ kind: 'command', command: event.request.command, outcome: 'sent' });
        break;
    }
  };

  /** @param wasTold whether the event led to a state that was told at once. */
  const after = (event: OverlayEvent, wasTold: boolean, state: () => OverlayState) => {
    if (unresolved.size > 0 && event.kind !== 'command-sent') {
      const now = state();
      settleAll((sent) => commandOutcome(now, sent));
      // The ack that would have told can't come any more.
      const isEnd = event.kind === 'socket-closed' || event.kind === 'socket-dropped';
      if (isEnd) settleAll(({ id }) => (id === null ? null : 'unanswered'));
    }
    if (event.kind !== 'status' || wasTold) return;
    const tellableMs = toldAtMs + PUBLISH_INTERVAL_MS;
    const isHeldBack = nowMs() < tellableMs;
    if (isHeldBack) waitsUntilMs = tellableMs;
    // A frame that changed nothing is not what the next picture will be of.
    if (isWatched() && (!isHeldBack || isDeepStrictEqual(state(), told))) frameAtMs = null;
  };

  return {
    openSocket: (open) => (port, handlers) => {
      counters.attempts += 1;
      let isLive = false;
      /** The other side has ended it; that the overlay then clears it away is no end of its own. */
      let isClosed = false;
      let pingAtMs: number | null = null;

      const end = (reason: EndReason, cause: string | null) => {
        if (!isLive) return;
        isLive = false;
        counters.ends[reason] += 1;
        leave();
        note({ kind: 'ended', reason, cause });
      };

      const socket = open(port, {
        onOpen: () => handlers.onOpen(),
        onMessage(raw) {
          counters.framesIn += 1;
          counters.bytesIn += Buffer.byteLength(raw);
          if (isWatched()) frameAtMs = nowMs();
          const usefulBefore = useful;
          handlers.onMessage(raw);
          // An offer that comes before the first status is of use only then: two of them at once.
          counters.framesDropped += 1 - (useful - usefulBefore);
          if (useful > usefulBefore && !isLive) {
            isLive = true;
            counters.connections += 1;
          }
        },
        onPong() {
          if (pingAtMs !== null) {
            counters.pongs += 1;
            counters.pingLastMs = nowMs() - pingAtMs;
            counters.pingTotalMs += counters.pingLastMs;
            pingAtMs = null;
          }
          handlers.onPong();
        },
        onClose(cause, denial) {
          isClosed = true;
          const endsBefore = endsTold;
          handlers.onClose(cause, denial);
          // The connection tells of every end but that of a socket whose client can't bear being greeted.
          end(endsTold === endsBefore ? 'greeting' : endReason(cause), cause);
        },
      });
      return {
        send(data) {
          const isSent = socket.send(data);
          if (isSent) {
            counters.framesOut += 1;
            counters.bytesOut += Buffer.byteLength(data);
          }
          return isSent;
        },
        ping() {
          counters.pings += 1;
          pingAtMs = nowMs();
          socket.ping();
        },
        close() {
          if (!isClosed) end('requested', null);
          socket.close();
        },
        terminate() {
          const isSilent = pingAtMs !== null && nowMs() - pingAtMs >= SILENCE_MS;
          if (!isClosed) end(isSilent ? 'silent' : 'requested', null);
          socket.terminate();
        },
      };
    },

    poll: (poll) => (port, onDone) => {
      let isOver = false;
      const abort = poll(port, (answer) => {
        isOver = true;
        if (answer.kind === 'body') counters.bytesIn += Buffer.byteLength(answer.body);
        const usefulBefore = useful;
        onDone(answer);
        counters.polls[useful === usefulBefore ? 'failed' : 'ok'] += 1;
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
      settleAll((sent) => commandOutcome(state, sent));
      if (state.phase === phase) return;
      phase = state.phase;
      note({ kind: 'phase', phase });
    },
  };
}
