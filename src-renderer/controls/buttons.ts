import type { CommandRequest, CommandState } from '../../src-shared/commands.ts';
import { type ControlButton, controlButtons } from '../../src-shared/offers.ts';
import type { ControlsState } from '../../src-shared/overlay-state.ts';
import { type StringKey, type Translate, translator } from '../../src-shared/strings.ts';

export type ButtonPicture = 'microphone' | 'crossed-microphone' | 'stop-speech' | 'talk' | 'panel';

/** One button, ready to be drawn. */
export interface Button {
  readonly id: ControlButton;
  /** What a press sends; null for the one that opens the panel. */
  readonly request: CommandRequest | null;
  /** The microphone's shows what is, as in every program that has one; the others show what a press does. */
  readonly picture: ButtonPicture;
  /** What pressing it does. It changes with the state, so the button has no `aria-pressed`: one of the two says it. */
  readonly name: string;
  /** The tooltip: the name, or why it can't be pressed now. */
  readonly title: string;
  readonly disabled: boolean;
  readonly pending: boolean;
}

/** The buttons of a state from left to right. */
export function buttonsOf(state: ControlsState): readonly Button[] {
  const translate = translator(state.language);
  return controlButtons(state).map((id) => buttonOf(id, state, translate));
}

function buttonOf(id: ControlButton, state: ControlsState, translate: Translate): Button {
  switch (id) {
    case 'stop_tts':
      return command(id, 'stop-speech', 'command.stopSpeech', state.stopTts, translate);
    case 'start_listening':
      return command(id, 'talk', 'command.talk', state.assistant?.commands.start_listening, translate);
    case 'toggle_monitoring':
      return state.monitoring === false
        ? command(id, 'crossed-microphone', 'command.resumeMonitoring', state.toggleMonitoring, translate)
        : command(id, 'microphone', 'command.pauseMonitoring', state.toggleMonitoring, translate);
    case 'panel': {
      const name = translate('command.panel');
      return { id, request: null, picture: 'panel', name, title: name, disabled: false, pending: false };
    }
  }
}

/** @param state none for a button that should not be there: it is drawn as one that can't be pressed. */
function command(
  id: Exclude<ControlButton, 'panel'>,
  picture: ButtonPicture,
  nameKey: StringKey,
  state: CommandState | null | undefined,
  translate: Translate,
): Button {
  const name = translate(nameKey);
  const known = state ?? 'offline';
  return {
    id,
    request: { command: id },
    picture,
    name,
    title: known === 'enabled' ? name : translate(`command.${known}`),
    disabled: known !== 'enabled',
    pending: known === 'pending',
  };
}
