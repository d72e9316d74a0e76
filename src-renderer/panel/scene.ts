import { type FailureDetail, failureOf } from '../../src-shared/command-failure.ts';
import { COMMANDS, type CommandName, type CommandRequest, type CommandStates } from '../../src-shared/commands.ts';
import type { AssistantState, OverlayState } from '../../src-shared/overlay-state.ts';
import { recordOf } from '../../src-shared/record-of.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { isTaken, nextDelivery, type TextDelivery } from '../../src-shared/text-delivery.ts';
import { failureWords } from '../shared/failure-words.ts';

/** Everything the panel draws, and the commands it waits for. */
export interface Scene {
  readonly state: OverlayState;
  /** The client, or the last one while none is connected; null: there was none. */
  readonly assistant: AssistantState | null;
  /** Its commands. Once it is gone, each says why it is disabled. */
  readonly commands: CommandStates;
  /** The failure since the user's last action. */
  readonly failure: FailureDetail | null;
  /** The delivery of the text sent last. */
  readonly text: TextDelivery;
  /** Whether the user pressed the talk button, and the client has not refused. */
  readonly hasTalked: boolean;
  /** Whether the command succeeded, so that the panel would only cover the answer. */
  readonly isDone: boolean;
}

/** The commands with a control in the panel. */
const PANEL_COMMANDS: readonly CommandName[] = ['send_text', 'set_volume', 'set_muted', 'start_listening'];

/** Return the scene for `state`, given the one drawn before. Pure. */
export function nextScene(previous: Scene | null, state: OverlayState): Scene {
  const failure = failureOf(state.detail);
  const hasFailed = failure !== null && PANEL_COMMANDS.includes(failure.command);
  const text = previous?.text ?? null;
  // The state may still report the failure of an earlier press.
  const wasTalking = previous?.commands.start_listening === 'pending';
  const isRefused = wasTalking && failure?.command === 'start_listening';
  const hasTalked = (previous?.hasTalked ?? false) && !isRefused;
  return {
    state,
    assistant: state.assistant ?? previous?.assistant ?? null,
    commands: state.assistant === null && previous !== null ? outOfReach(previous.commands, state) : state.commands,
    failure: hasFailed ? failure : (previous?.failure ?? null),
    text: nextDelivery(text, state),
    hasTalked,
    isDone: isTaken(text, state) || (state.assistant !== null && hasTalked && state.phase === 'listening'),
  };
}

/** Return the scene after a press. Pure. */
export function afterPress(scene: Scene, { command }: CommandRequest): Scene {
  return {
    ...scene,
    failure: null,
    text: command === 'send_text' ? 'given' : scene.text,
    hasTalked: scene.hasTalked || command === 'start_listening',
  };
}

/** Return the scene after the user typed. Pure. */
export function afterTyping(scene: Scene): Scene {
  return { ...scene, failure: null };
}

/** Return the bottom line: the obstacle, the failure, or else the keys. */
export function noteOf({ state, commands, failure }: Scene, translate: Translate): string {
  if (state.assistant === null) return translate(state.transport === 'polling' ? 'panel.polling' : 'panel.offline');
  if (failure !== null) return failureWords(failure, translate);
  return translate(commands.send_text === null ? 'panel.keys' : 'panel.typingKeys');
}

function outOfReach(commands: CommandStates, { transport }: OverlayState): CommandStates {
  const why = transport === 'polling' ? 'polling' : 'offline';
  return recordOf(COMMANDS, (command) => (commands[command] === null ? null : why));
}
