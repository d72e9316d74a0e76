import type { CommandRequest, CommandState } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { withValue } from './assistant.ts';

/** Whether the button of a request is enabled, and the assistant offers its value. Pure. */
export function canBePressed(state: OverlayState, request: CommandRequest): boolean {
  return stateOf(state, request) === 'enabled';
}

/** Return a request as its button shows it; null if there is no button, or the assistant does not offer the value. */
function stateOf({ assistant, commands }: OverlayState, request: CommandRequest): CommandState | null {
  if (request.command === 'set_setting') {
    const { key, value } = request.args;
    const setting = assistant?.settings.find((one) => one.key === key);
    if (setting === undefined || withValue(setting, value) === null) return null;
  }
  return commands[request.command];
}
