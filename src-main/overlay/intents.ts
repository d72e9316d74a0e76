import type { Command } from '../../src-preload/contract.ts';
import type { OverlayStore } from './store.ts';

/** What a user can ask of a client, from wherever: button, tray, shortcut. */
export interface Intents {
  /** Sends a command, once, if its button would be enabled. */
  press(command: Command): void;
}

/** @param send gives a command to the client; false: it could not be sent. */
export function createIntents(
  store: Pick<OverlayStore, 'state' | 'dispatch'>,
  send: (command: Command) => boolean,
): Intents {
  return {
    press(command) {
      // Looked at here as well: a press may have been on its way while the button changed.
      const { toggleMonitoring, stopTts } = store.state();
      const state = command === 'toggle_monitoring' ? toggleMonitoring : stopTts;
      if (state === 'enabled' && send(command)) store.dispatch({ kind: 'command-sent', command });
    },
  };
}
