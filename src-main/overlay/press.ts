import { isDeepStrictEqual } from 'node:util';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { withValue } from './assistant-state.ts';
import type { Model } from './model.ts';

/** Whether the button of a request is enabled, and the assistant offers its value. Pure. */
export function canBePressed({ assistant, commands }: OverlayState, request: CommandRequest): boolean {
  if (request.command === 'set_setting') {
    const { key, value } = request.args;
    const setting = assistant?.settings.find((one) => one.key === key);
    if (setting === undefined || withValue(setting, value) === null) return false;
  }
  return commands[request.command] === 'enabled';
}

/** Whether the assistant accepted the same monitoring and has yet to show it: sent again, a toggle would undo it. Pure. */
export function isAccepted({ pending }: Pick<Model, 'pending'>, request: CommandRequest): boolean {
  return request.command === 'set_monitoring' && isDeepStrictEqual(pending['set_monitoring']?.request, request);
}
