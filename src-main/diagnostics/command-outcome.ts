import type { CommandSubject } from '../../src-shared/commands.ts';
import type { CommandOutcome } from '../../src-shared/diagnostics-contract.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';

/** A command of which nothing has come yet. */
export interface SentCommand {
  readonly subject: CommandSubject;
  /** Of the ack that answers it; null for a client of version 1, which answers with a status at best. */
  readonly id: string | null;
}

/** What came of a command, as the state tells it; null: nothing yet, or nothing that the state would tell. Pure. */
export function commandOutcome(state: OverlayState, { subject, id }: SentCommand): CommandOutcome | null {
  const { detail } = state;
  if (state.commands[subject.command] === 'pending') return null;
  if (detail?.kind === 'command-failed' && isAbout(detail, subject)) return detail.reason;
  if (detail?.kind === 'command-rejected' && isAbout(detail, subject)) return 'rejected';
  // An ack tells. Without a socket the state does not say; what it was sent on has ended, or the next one will tell.
  return id === null && state.transport === 'socket' ? 'done' : null;
}

function isAbout(detail: CommandSubject, { command, key }: CommandSubject): boolean {
  return detail.command === command && detail.key === key;
}
