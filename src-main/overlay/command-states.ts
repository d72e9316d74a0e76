import { COMMANDS, type CommandName, type CommandState, type CommandStates } from '../../src-shared/commands.ts';
import { isAbsent } from '../../src-shared/phase-kinds.ts';
import { recordOf } from '../../src-shared/record-of.ts';
import { isMove, isUnderWay } from './commands.ts';
import type { Model } from './model.ts';

/** Return every command as its button shows it. Pure. */
export function commandStates(model: Model): CommandStates {
  return recordOf(COMMANDS, (command) => commandState(model, command));
}

function commandState(model: Model, command: CommandName): CommandState | null {
  switch (command) {
    case 'set_monitoring':
      return isListed(model, command) ? (outOfReach(model) ?? usable(model, command)) : null;
    case 'stop_tts':
      if (model.phase !== 'speaking' || !isListed(model, command)) return null;
      return outOfReach(model) ?? usable(model, command);
    default:
      if (model.transport !== 'socket' || !model.offer?.commands.includes(command)) return null;
      return usable(model, command);
  }
}

function outOfReach(model: Model): CommandState | null {
  if (model.transport === 'polling') return 'polling';
  return model.transport === 'none' || isAbsent(model.phase) ? 'offline' : null;
}

function usable(model: Model, command: CommandName): CommandState {
  return !isMove(command) && isUnderWay(model.pending[command]) ? 'pending' : 'enabled';
}

/** An assistant without an offer takes the two basic commands. An offer counts from the first report on. */
function isListed(model: Model, command: CommandName): boolean {
  return model.offer === null || model.transport === 'none' || model.offer.commands.includes(command);
}
