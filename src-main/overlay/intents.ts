import type { CommandRequest, CommandState } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { Sent } from '../assistants/asystent/live-socket.ts';
import { withValue } from './assistant.ts';
import { isMove } from './commands.ts';
import type { OverlayStore } from './store.ts';

/** What a user can ask of a client, from wherever: button, tray, shortcut. */
export interface Intents {
  /** Sends a command, once, if its button would be enabled. Of many moves of a slider the last one is sent for certain. */
  press(request: CommandRequest): void;
}

/** @param send gives a command to the client, if that is possible now. */
export function createIntents(
  store: Pick<OverlayStore, 'state' | 'dispatch' | 'carryMoves'>,
  send: (request: CommandRequest) => Sent,
): Intents {
  const sendNow = (request: CommandRequest) => {
    const sent = send(request);
    if (sent.sent) store.dispatch({ kind: 'command-sent', request, id: sent.id });
  };
  store.carryMoves(sendNow);
  return {
    press(request) {
      // Looked at here as well: a press may have been on its way while the button changed.
      if (stateOf(store.state(), request) !== 'enabled') return;
      if (isMove(request.command)) store.dispatch({ kind: 'move-waits', request });
      else sendNow(request);
    },
  };
}

/** A request as its button would show it; null when there is none, and for a value that the client does not offer. */
function stateOf(state: OverlayState, request: CommandRequest): CommandState | null {
  switch (request.command) {
    case 'toggle_monitoring':
      return state.toggleMonitoring;
    case 'stop_tts':
      return state.stopTts;
    case 'set_setting': {
      const { key, value } = request.args;
      const setting = state.assistant?.settings.find((one) => one.key === key);
      if (setting === undefined || withValue(setting, value) === null) return null;
      break;
    }
  }
  return state.assistant?.commands[request.command] ?? null;
}
