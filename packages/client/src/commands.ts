import type { ClientMetrics } from './metrics.ts';
import {
  BASIC_COMMANDS,
  type CommandName,
  type CommandRequest,
  type OverlayCommand,
  type RejectionCode,
} from './protocol.ts';

export type CommandListener = (command: CommandName, request: CommandRequest) => void;

/** Carries out the commands that overlays send. */
export interface Commands {
  /** The commands that overlays may send, for the hello. */
  readonly offered: readonly CommandName[];
  /** @param reply is called with the outcome, before the listeners are; null: carried out. */
  carry(message: OverlayCommand, reply: (rejection: RejectionCode | null) => void): void;
  /** Calls `listener` after every command that was carried out. @returns a function that removes the listener. */
  onCommand(listener: CommandListener): () => void;
}

/** @param options.commands those that `carryOut` knows. */
export function createCommands(options: {
  readonly protocol: 1 | 2;
  readonly commands: readonly CommandName[];
  readonly carryOut: (request: CommandRequest) => RejectionCode | null;
  readonly isMonitoring: () => boolean;
  readonly metrics: Pick<ClientMetrics, 'add'>;
  readonly log: (message: string) => void;
}): Commands {
  const { protocol, commands, carryOut, isMonitoring, metrics, log } = options;
  const translatesToggle = commands.includes('set_monitoring') && !commands.includes('toggle_monitoring');
  const offered: readonly CommandName[] =
    protocol === 1 ? BASIC_COMMANDS : [...commands, ...(translatesToggle ? (['toggle_monitoring'] as const) : [])];
  const listeners = new Set<CommandListener>();

  /** Turns a toggle into the command that the assistant carries out. */
  function translated(request: CommandRequest): CommandRequest {
    if (!translatesToggle || request.command !== 'toggle_monitoring') return request;
    return { command: 'set_monitoring', args: { on: !isMonitoring() } };
  }

  return {
    offered,
    carry(message, reply) {
      if (message.kind === 'bad-command') {
        metrics.add('commands_total', 1, { command: 'unknown', outcome: message.code });
        log('ignored a command that is not known or has wrong arguments');
        reply(message.code);
        return;
      }
      const request = translated(message.request);
      const rejection = offered.includes(message.request.command) ? carryOut(request) : 'unsupported';
      metrics.add('commands_total', 1, { command: request.command, outcome: rejection ?? 'ok' });
      reply(rejection);
      if (rejection !== null) return;
      log(`command ${request.command}`);
      for (const listener of listeners) listener(request.command, request);
    },
    onCommand(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
