import type { CommandStates } from './commands.ts';
import { CLIENT_LANGUAGES, type Language } from './languages.ts';
import type { AssistantLabel } from './overlay-state.ts';

/**
 * Where each offered command is drawn: main (bounds of the windows) and the pages (their contents) have to agree.
 * All pure.
 */

/** Return a client's text in the overlay's language if it has one, else in English. */
export function labelIn(label: AssistantLabel, language: Language): string {
  return label[CLIENT_LANGUAGES.find((known) => known === language) ?? 'en'];
}

/** A button of the controls. */
export type ControlButton = 'toggle_monitoring' | 'stop_tts' | 'start_listening' | 'panel';

/**
 * Return the buttons of the controls from left to right. Monitoring, if offered, is last, and the panel's button before it,
 * so that both keep their positions. Talking and stopping the speech share one position.
 */
export function controlButtons(commands: CommandStates): readonly ControlButton[] {
  const buttons: ControlButton[] = [];
  if (commands.stop_tts !== null) buttons.push('stop_tts');
  else if (commands.start_listening !== null) buttons.push('start_listening');
  if (offersPanel(commands)) buttons.push('panel');
  if (commands.set_monitoring !== null) buttons.push('toggle_monitoring');
  return buttons;
}

/** Whether the panel offers anything beyond the controls. */
export function offersPanel(commands: CommandStates): boolean {
  return commands.send_text !== null || offersVolume(commands);
}

/** Whether the client's volume or mute can be changed. */
export function offersVolume({ set_volume, set_muted }: CommandStates): boolean {
  return set_volume !== null || set_muted !== null;
}
