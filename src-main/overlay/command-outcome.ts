import type { CommandRequest, RejectionCode } from '../../src-shared/commands.ts';
import type { CommandOutcome } from '../../src-shared/diagnostics-contract.ts';
import { isShownBy, isUnderWay } from './commands.ts';
import { COMMAND_REFUSAL_MS, COMMAND_TIMEOUT_MS, type Model, type OverlayEvent, type PendingCommand } from './model.ts';

/** A command whose outcome an event has decided. */
export interface DecidedCommand {
  readonly slot: string;
  readonly command: CommandRequest['command'];
  readonly outcome: CommandOutcome;
  /** The assistant's reason for `rejected`; otherwise null. */
  readonly code: RejectionCode | null;
}

/**
 * Return the pending commands whose outcome an event decides. Each command is decided once: an acknowledged one waits only
 * for the report that shows its effect. Pure.
 * @param model the model before the event.
 * @param nowMs the monotonic clock.
 */
export function decidedCommands(model: Model, event: OverlayEvent, nowMs: number): readonly DecidedCommand[] {
  return Object.entries(model.pending).flatMap(([slot, pending]) => {
    const outcome = isUnderWay(pending) ? outcomeOf(pending, event, nowMs) : null;
    if (outcome === null) return [];
    const code = event.kind === 'ack' ? (event.ack.rejection?.code ?? null) : null;
    return [{ slot, command: pending.request.command, outcome, code }];
  });
}

function outcomeOf(command: PendingCommand, event: OverlayEvent, nowMs: number): CommandOutcome | null {
  switch (event.kind) {
    case 'report':
      return isShownBy(event.report, command) ? 'done' : null;
    case 'ack':
      if (event.ack.id !== command.id) return null;
      return event.ack.rejection === null ? 'done' : 'rejected';
    case 'socket-closed':
      return nowMs - command.sentAtMs <= COMMAND_REFUSAL_MS ? 'refused' : null;
    case 'deadline':
      return nowMs - command.sentAtMs >= COMMAND_TIMEOUT_MS ? 'unanswered' : null;
    default:
      return null;
  }
}
