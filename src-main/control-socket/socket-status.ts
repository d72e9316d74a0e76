import type { CommandName } from '../../src-shared/commands.ts';
import { COMMANDS } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { ControlStatus, Refusal } from './socket-contract.ts';

/**
 * Return the status for programs. Pure.
 * @param label the state in one line, in the user's language.
 */
export function statusOf(state: OverlayState, label: string): ControlStatus {
  const { phase, transport, visible, presenting, needsUser, monitoring, heard, answer, assistant, clientName } = state;
  return {
    phase,
    label,
    assistant: clientName ?? (assistant?.name || null),
    transport,
    visible,
    presenting: presenting !== null,
    needsUser,
    monitoring,
    muted: assistant?.muted ?? null,
    volume: assistant?.volume ?? null,
    heard,
    answer,
    commands: COMMANDS.filter((command) => state.commands[command] === 'enabled'),
  };
}

/** Return why a command can't be given now; null: it can. Pure. */
export function refusalOf({ commands, transport }: OverlayState, command: CommandName): Refusal | null {
  const state = commands[command];
  if (state === 'enabled') return null;
  if (state !== null) return state;
  if (transport === 'none') return 'offline';
  return command === 'stop_tts' ? 'nothing-spoken' : 'unsupported';
}
