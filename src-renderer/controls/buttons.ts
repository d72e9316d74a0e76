import type { Command, CommandState, OverlayState } from '../../src-preload/contract.ts';
import { type StringKey, type Translate, translator } from '../../src-preload/strings.ts';

export type ButtonPicture = 'pause-monitoring' | 'resume-monitoring' | 'stop-speech';

/** One button, ready to be drawn. */
export interface Button {
  readonly command: Command;
  readonly picture: ButtonPicture;
  /** What pressing it does. */
  readonly name: string;
  /** The tooltip: the name, or why it can't be pressed now. */
  readonly title: string;
  readonly disabled: boolean;
  readonly pending: boolean;
}

/** The buttons of a state from left to right. Monitoring is always the last: it stays where it is. */
export function buttonsOf(state: OverlayState): readonly Button[] {
  const translate = translator(state.language);
  const toggle =
    state.monitoring === false
      ? button('toggle_monitoring', 'resume-monitoring', 'command.resumeMonitoring', state.toggleMonitoring, translate)
      : button('toggle_monitoring', 'pause-monitoring', 'command.pauseMonitoring', state.toggleMonitoring, translate);
  if (state.stopTts === null) return [toggle];
  return [button('stop_tts', 'stop-speech', 'command.stopSpeech', state.stopTts, translate), toggle];
}

function button(
  command: Command,
  picture: ButtonPicture,
  nameKey: StringKey,
  state: CommandState,
  translate: Translate,
): Button {
  const name = translate(nameKey);
  return {
    command,
    picture,
    name,
    title: state === 'enabled' ? name : translate(`command.${state}`),
    disabled: state !== 'enabled',
    pending: state === 'pending',
  };
}
