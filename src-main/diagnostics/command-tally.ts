import type { RejectionCode } from '../../src-shared/commands.ts';
import type { CommandOutcome, Happening } from '../../src-shared/diagnostics-contract.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { subjectOf } from '../overlay/commands.ts';
import type { OverlayEvent } from '../overlay/model.ts';
import { commandOutcome, type SentCommand } from './command-outcome.ts';
import type { Counters } from './counters.ts';

/** Takes something that happened. @param code of a command that the client rejected; else null. */
export type NoteHappening = (happening: Happening, code: RejectionCode | null) => void;

/** Counts the commands that are sent to a client, and what comes of each. */
export interface CommandTally {
  /** To be called with every event, before the state knows of it. */
  before(event: OverlayEvent): void;
  /** To be called with every event, when the state knows of it. */
  after(event: OverlayEvent, state: () => OverlayState): void;
  /** To be called with every state that is told. */
  told(state: OverlayState): void;
}

export function createCommandTally(
  counters: Pick<Counters, 'commands' | 'commandsSent'>,
  note: NoteHappening,
): CommandTally {
  /** Commands of which nothing has come yet. */
  const unresolved = new Set<SentCommand>();

  const settle = (outcomeOf: (sent: SentCommand) => CommandOutcome | null, code: RejectionCode | null = null) => {
    for (const sent of unresolved) {
      const outcome = outcomeOf(sent);
      if (outcome === null) continue;
      unresolved.delete(sent);
      counters.commands[outcome] += 1;
      note({ kind: 'command', command: sent.subject.command, outcome }, code);
    }
  };

  return {
    before(event) {
      if (event.kind === 'ack') {
        const { id, rejection } = event.ack;
        settle((sent) => (sent.id !== id ? null : rejection === null ? 'done' : 'rejected'), rejection?.code ?? null);
      }
      if (event.kind === 'command-sent') {
        counters.commandsSent += 1;
        unresolved.add({ subject: subjectOf(event.request), id: event.id });
        note({ kind: 'command', command: event.request.command, outcome: 'sent' }, null);
      }
    },
    after(event, state) {
      if (unresolved.size === 0 || event.kind === 'command-sent') return;
      const now = state();
      settle((sent) => commandOutcome(now, sent));
      // The ack that would have told can't come any more.
      const isEnd = event.kind === 'socket-closed' || event.kind === 'socket-dropped';
      if (isEnd) settle(({ id }) => (id === null ? null : 'unanswered'));
    },
    told: (state) => settle((sent) => commandOutcome(state, sent)),
  };
}
