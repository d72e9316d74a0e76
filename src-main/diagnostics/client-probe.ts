import { isDeepStrictEqual } from 'node:util';
import type { OverlayState, Phase } from '../../src-shared/overlay-state.ts';
import type { TraceEvent } from '../assistants/trace.ts';
import type { OverlayEvent } from '../overlay/model.ts';
import type { ObservedTransition } from '../overlay/store.ts';
import { PUBLISH_INTERVAL_MS } from '../overlay/transition.ts';
import { view } from '../overlay/view.ts';
import { createCommandTally, type NoteHappening } from './command-tally.ts';
import { type Counters, count, happeningOf } from './counters.ts';

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

/** Counts the traffic between one client and the overlay, as the connection and the store report it. */
export interface ClientProbe {
  /** Call with every step of the connection. */
  trace(event: TraceEvent): void;
  /** Call with every transition of the store, before its effects run. */
  transition(transition: ObservedTransition): void;
}

export function createClientProbe({ counters, nowMs, isWatched, note, onTold }: ClientProbeOptions): ClientProbe {
  const commands = createCommandTally(counters, note);

  let phase: Phase | null = null;
  let told: OverlayState | null = null;
  let toldAtMs = Number.NEGATIVE_INFINITY;
  /** Until when a status waits to be told. */
  let waitsUntilMs = Number.NEGATIVE_INFINITY;
  /** When the frame arrived that has not been told yet. */
  let frameAtMs: number | null = null;

  const before = (event: OverlayEvent) => {
    commands.before(event);
    if (event.kind === 'status' && nowMs() < waitsUntilMs) counters.framesCoalesced += 1;
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
    trace(event) {
      count(counters, event, nowMs());
      if (event.kind === 'frame-in' && isWatched()) frameAtMs = nowMs();
      const happening = happeningOf(event);
      if (happening !== null) note(happening, null);
    },

    transition({ event, state, effects }) {
      before(event);
      const publication = effects.find((effect) => effect.kind === 'publish');
      if (publication !== undefined) published(publication.state);
      after(event, publication !== undefined, () => view(state.model, state.context, nowMs()));
    },
  };

  function published(state: OverlayState): void {
    told = state;
    toldAtMs = nowMs();
    waitsUntilMs = Number.NEGATIVE_INFINITY;
    onTold(frameAtMs);
    frameAtMs = null;
    commands.told(state);
    if (state.phase === phase) return;
    phase = state.phase;
    note({ kind: 'phase', phase }, null);
  }
}
