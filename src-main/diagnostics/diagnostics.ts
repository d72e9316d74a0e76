import type { CommandName, RejectionCode } from '../../src-shared/commands.ts';
import {
  type ClientNumbers,
  type CommandOutcome,
  type DiagnosticsEvent,
  EVENTS_MAX,
  type Happening,
} from '../../src-shared/diagnostics-contract.ts';
import type { Phase } from '../../src-shared/overlay-state.ts';
import type { ClientEntry } from '../clients/client-list.ts';
import type { ClientObserver } from '../clients/follow-client.ts';
import type { OverlayEvent } from '../overlay/model.ts';
import { type Counters, count, createCounters, numbersOf } from './counters.ts';
import { createPaintMeter } from './paint-meter.ts';

export interface DiagnosticsOptions {
  /** The monotonic clock. */
  readonly nowMs: () => number;
  /** The time of day, in milliseconds since 1970. */
  readonly nowEpochMs: () => number;
  /** Takes the commands and their outcomes, never the clients' texts or the commands' arguments. */
  readonly log: (message: string) => void;
  /** Ask the bubble's page to report when it has painted its latest state. */
  readonly requestPaint: (number: number) => void;
}

/** A client that the overlay follows. */
export type FollowedName = Pick<ClientEntry, 'id' | 'name'>;

export type Diagnostics = ReturnType<typeof createDiagnostics>;

const OUTCOME_WORDS: Readonly<Record<CommandOutcome | 'sent', string>> = {
  sent: 'sent',
  done: 'carried out',
  rejected: 'rejected',
  refused: 'refused: the client ended the socket over it',
  unanswered: 'unanswered',
};

/** The events of frames. A level that is not drawn makes none, and a later picture must not be timed from it. */
const OF_FRAMES: ReadonlySet<OverlayEvent['kind']> = new Set(['report', 'offer', 'ack']);

/** Count and list the events of all clients. Passive: no timers, no messages. */
export function createDiagnostics({ nowMs, nowEpochMs, log, requestPaint }: DiagnosticsOptions) {
  const followed = new Map<string, { name: string | null; readonly counters: Counters }>();
  const events: DiagnosticsEvent[] = [];
  const meter = createPaintMeter(nowMs, requestPaint);
  let lastNumber = 0;
  let isWatched = false;

  /** Start counting a client, from zero even if its id is known. */
  function observe({ id, name }: FollowedName): ClientObserver {
    const counters = createCounters();
    const client = { name, counters };
    followed.set(id, client);
    let phase: Phase | null = null;
    /** When the frame arrived that is not drawn yet; null: not timed. */
    let frameAtMs: number | null = null;

    const note = (happening: Happening) => {
      lastNumber += 1;
      events.push({ number: lastNumber, atEpochMs: nowEpochMs(), client: client.name, happening });
      if (events.length > EVENTS_MAX) events.shift();
    };
    /** @param code the client's reason, if it rejected the command; otherwise null. */
    const noteCommand = (command: CommandName, outcome: CommandOutcome | 'sent', code: RejectionCode | null) => {
      const line = `command ${command} ${OUTCOME_WORDS[outcome]}${code === null ? '' : `: ${code}`}`;
      log(name === null ? line : `client ${id}: ${line}`);
      note({ kind: 'command', command, outcome });
    };

    return {
      onTrace(event) {
        count(counters, event, nowMs);
        const { kind } = event;
        if (kind === 'frame-in' && isWatched) frameAtMs = nowMs();
        if (kind === 'live' || kind === 'ended' || kind === 'unreachable' || kind === 'denied') note(event);
      },
      onTransition({ event, before, state, effects, decided }) {
        if (event.kind === 'report' && before.holdsReport) counters.framesCoalesced += 1;
        if (event.kind === 'command-sent') {
          counters.commandsSent += 1;
          noteCommand(event.request.command, 'sent', null);
        }
        for (const { command, outcome, code } of decided) {
          counters.commands[outcome] += 1;
          noteCommand(command, outcome, code);
        }
        const publication = effects.find((effect) => effect.kind === 'publish');
        if (publication !== undefined) {
          const isOfFrame = before.holdsReport || OF_FRAMES.has(event.kind);
          meter.onPublish(counters, isOfFrame ? frameAtMs : null);
          if (publication.state.phase !== phase) note({ kind: 'phase', phase: publication.state.phase });
          phase = publication.state.phase;
        }
        // A frame that changed nothing must not be timed up to a picture of something else.
        if (!state.holdsReport) frameAtMs = null;
      },
    };
  }

  return {
    observe,
    /** Take the clients' current names, and forget all other clients. */
    keep(clients: readonly FollowedName[]): void {
      for (const [id, client] of followed) {
        const kept = clients.find((each) => each.id === id);
        if (kept === undefined) followed.delete(id);
        else client.name = kept.name;
      }
    },
    /** Return the counters, in the order of `observe`. */
    clients: (): readonly ClientNumbers[] =>
      [...followed].map(([id, { name, counters }]) => numbersOf(id, name, counters, nowMs())),
    /** Return the latest events, the newest last. */
    events: (): readonly DiagnosticsEvent[] => [...events],
    /** Measure the paint delay only while the diagnostics are on the screen. */
    setWatched(watched: boolean): void {
      isWatched = watched;
    },
    onDrawn: meter.onDrawn,
    onPainted: meter.onPainted,
  };
}
