import type { RejectionCode } from '../../src-shared/commands.ts';
import type { Happening } from '../../src-shared/diagnostics-contract.ts';
import type { Phase } from '../../src-shared/overlay-state.ts';
import type { TraceEvent } from '../assistants/trace.ts';
import type { ObservedTransition } from '../overlay/store.ts';
import { type Counters, count, happeningOf } from './counters.ts';

/** Takes an entry for the list of events. @param code the client's reason, if it rejected a command; otherwise null. */
export type NoteHappening = (happening: Happening, code: RejectionCode | null) => void;

export interface ClientObserverOptions {
  readonly counters: Counters;
  /** The monotonic clock. */
  readonly nowMs: () => number;
  /** Whether the diagnostics are open: only then is the arrival of frames timed. */
  readonly isWatched: () => boolean;
  readonly note: NoteHappening;
  /** Called when a state is published. @param frameAtMs when the frame that led to it arrived; null: not timed. */
  readonly onPublish: (frameAtMs: number | null) => void;
}

/** Adds up the steps of one client's connection and the decisions of its store. */
export interface ClientObserver {
  readonly onTrace: (event: TraceEvent) => void;
  readonly onTransition: (transition: ObservedTransition) => void;
}

export function createClientObserver(options: ClientObserverOptions): ClientObserver {
  const { counters, nowMs, isWatched, note, onPublish } = options;
  let phase: Phase | null = null;
  /** When the frame arrived that is not drawn yet. */
  let frameAtMs: number | null = null;

  const onCommands = ({ event, decided }: ObservedTransition) => {
    if (event.kind === 'command-sent') {
      counters.commandsSent += 1;
      note({ kind: 'command', command: event.request.command, outcome: 'sent' }, null);
    }
    for (const { command, outcome, code } of decided) {
      counters.commands[outcome] += 1;
      note({ kind: 'command', command, outcome }, code);
    }
  };

  const onPublished = (published: Phase) => {
    onPublish(frameAtMs);
    if (published === phase) return;
    phase = published;
    note({ kind: 'phase', phase }, null);
  };

  return {
    onTrace(event) {
      count(counters, event, nowMs());
      if (event.kind === 'frame-in' && isWatched()) frameAtMs = nowMs();
      const happening = happeningOf(event);
      if (happening !== null) note(happening, null);
    },
    onTransition(transition) {
      const { event, before, state, effects } = transition;
      if (event.kind === 'report' && before.holdsReport) counters.framesCoalesced += 1;
      onCommands(transition);
      const publication = effects.find((effect) => effect.kind === 'publish');
      if (publication !== undefined) onPublished(publication.state.phase);
      // A frame that changed nothing must not be timed up to a picture of something else.
      if (!state.holdsReport) frameAtMs = null;
    },
  };
}
