import type { CommandRequest, CommandState } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { withValue } from './assistant.ts';

/** Whether the button of a request is enabled, and the client offers its value. Pure. */
export function canBePressed(state: OverlayState, request: CommandRequest): boolean {
  return stateOf(state, request) === 'enabled';
}

/** Return a request as its button shows it; null when there is no button, and for a value that the client does not offer. */
function stateOf({ assistant, commands }: OverlayState, request: CommandRequest): CommandState | null {
  if (request.command === 'set_setting') {
    const { key, value } = request.args;
    const setting = assistant?.settings.find((one) => one.key === key);
    if (setting === undefined || withValue(setting, value) === null) return null;
  }
  return commands[request.command];
}
