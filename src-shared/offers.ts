import { type Command, OFFERED_COMMANDS, type OfferedCommand } from './commands.ts';
import { CLIENT_LANGUAGES, type Language } from './languages.ts';
import type { Assistant, AssistantLabel, ControlsState } from './overlay-state.ts';

/**
 * What of a client's offer is drawn where: main (bounds of the windows) and the pages (their contents) have to agree.
 * All pure.
 */

/** Something about each command that a client may offer. */
export function ofEachOffered<T>(give: (command: OfferedCommand) => T): Readonly<Record<OfferedCommand, T>> {
  return Object.fromEntries(OFFERED_COMMANDS.map((command) => [command, give(command)])) as Record<OfferedCommand, T>;
}

/** A client's text as the overlay's user reads it best. */
export function labelIn(label: AssistantLabel, language: Language): string {
  return label[CLIENT_LANGUAGES.find((known) => known === language) ?? 'en'];
}

/** A button of the controls: a command, or what opens the panel. */
export type ControlButton = Command | 'start_listening' | 'panel';

/**
 * The buttons of the controls from left to right. Monitoring is always the last, and what opens the panel the one before:
 * both stay where they are, whatever goes on. Talking and stopping the speech take turns in one place.
 */
export function controlButtons({
  stopTts,
  assistant,
}: Pick<ControlsState, 'stopTts' | 'assistant'>): readonly ControlButton[] {
  const buttons: ControlButton[] = [];
  if (stopTts !== null) buttons.push('stop_tts');
  else if (offersTalk(assistant)) buttons.push('start_listening');
  if (offersPanel(assistant)) buttons.push('panel');
  return [...buttons, 'toggle_monitoring'];
}

/** Whether the client can be told to listen without its wake word. */
export function offersTalk(assistant: Assistant | null): boolean {
  return assistant !== null && assistant.commands.start_listening !== null;
}

/** Whether the panel has anything that the controls don't have. */
export function offersPanel(assistant: Assistant | null): boolean {
  return offersTyping(assistant) || offersVolume(assistant);
}

/** Whether the client takes typed text. */
export function offersTyping(assistant: Assistant | null): boolean {
  return assistant !== null && assistant.commands.send_text !== null;
}

/** Whether the client's volume can be changed, or its sound switched off. */
export function offersVolume(assistant: Assistant | null): boolean {
  return assistant !== null && (assistant.commands.set_volume !== null || assistant.commands.set_muted !== null);
}
