import { type CommandRequest, type CommandStates, switchMonitoring } from '../../src-shared/commands.ts';
import { type ControlButton, controlButtons } from '../../src-shared/offers.ts';
import type { ControlsState } from '../../src-shared/overlay-state.ts';
import { type StringKey, type Translate, translator } from '../../src-shared/strings.ts';

export type ButtonPicture = 'microphone' | 'crossed-microphone' | 'stop-speech' | 'talk' | 'panel';

/** A button as it is drawn. */
export interface Button {
  readonly id: ControlButton;
  /** Sent on a press; null for the button that opens the panel. */
  readonly request: CommandRequest | null;
  /** The microphone shows the current state, as in other programs; the other pictures show the action. */
  readonly picture: ButtonPicture;
  /** The action of a press. It changes with the state, which makes `aria-pressed` redundant. */
  readonly name: string;
  /** The tooltip: the name, or why the button is disabled. */
  readonly title: string;
  readonly disabled: boolean;
  readonly pending: boolean;
}

/** Return the buttons of a state from left to right. */
export function buttonsOf(state: ControlsState): readonly Button[] {
  const translate = translator(state.language);
  return controlButtons(state.commands).map((id) => buttonOf(id, state, translate));
}

function buttonOf(id: ControlButton, { commands, monitoring }: ControlsState, translate: Translate): Button {
  switch (id) {
    case 'stop_tts':
      return { id, picture: 'stop-speech', ...pressing({ command: id }, 'command.stopSpeech', commands, translate) };
    case 'start_listening':
      return { id, picture: 'talk', ...pressing({ command: id }, 'command.talk', commands, translate) };
    case 'toggle_monitoring': {
      const request = switchMonitoring(monitoring);
      return monitoring === false
        ? { id, picture: 'crossed-microphone', ...pressing(request, 'command.resumeMonitoring', commands, translate) }
        : { id, picture: 'microphone', ...pressing(request, 'command.pauseMonitoring', commands, translate) };
    }
    case 'panel': {
      const name = translate('command.panel');
      return { id, request: null, picture: 'panel', name, title: name, disabled: false, pending: false };
    }
  }
}

function pressing(
  request: CommandRequest,
  nameKey: StringKey,
  commands: CommandStates,
  translate: Translate,
): Omit<Button, 'id' | 'picture'> {
  const name = translate(nameKey);
  const state = commands[request.command] ?? 'offline';
  return {
    request,
    name,
    title: state === 'enabled' ? name : translate(`command.${state}`),
    disabled: state !== 'enabled',
    pending: state === 'pending',
  };
}
