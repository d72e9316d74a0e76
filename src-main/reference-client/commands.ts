import { COMMANDS, type Command } from '../../src-preload/contract.ts';
import { type StatusPatch, TURN_OVER, type WireStatus } from './status.ts';

/** Reads a frame of an overlay; null for everything that is no command. */
export function parseCommand(raw: string): Command | null {
  try {
    const frame: unknown = JSON.parse(raw);
    if (typeof frame !== 'object' || frame === null || !('type' in frame) || !('command' in frame)) return null;
    return frame.type === 'command' ? (COMMANDS.find((command) => command === frame.command) ?? null) : null;
  } catch {
    return null;
  }
}

/** What a command changes. Monitoring that is switched off ends the turn as well. */
export function effectOf(command: Command, status: WireStatus): StatusPatch {
  if (command === 'stop_tts') return status.is_speaking ? TURN_OVER : {};
  return status.monitoring
    ? { ...TURN_OVER, status: 'Monitoring Stopped', monitoring: false }
    : { status: 'Ready', monitoring: true };
}
