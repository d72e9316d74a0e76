import { type FailureDetail, failureOf } from '../../src-shared/command-failure.ts';
import { COMMANDS, type CommandName, type CommandRequest, type CommandStates } from '../../src-shared/commands.ts';
import type { Assistant, OverlayState } from '../../src-shared/overlay-state.ts';
import { recordOf } from '../../src-shared/record-of.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { isTaken, nextDelivery, type TextDelivery } from '../../src-shared/text-delivery.ts';
import { failureWords } from '../shared/failure-words.ts';

/** What the panel draws, and what it waits for. */
export interface Scene {
  readonly state: OverlayState;
  /** The client; one that is gone stays until another comes. null: none was there. */
  readonly assistant: Assistant | null;
  /** Its commands; once it is gone, they say why none of them can be given. */
  readonly commands: CommandStates;
  /** What went wrong since the user's last deed. */
  readonly failure: FailureDetail | null;
  /** Where the text is that the user has sent. */
  readonly text: TextDelivery;
  /** Whether the user has pressed the button to talk, and the client has not refused. */
  readonly hasTalked: boolean;
  /** Whether the user has got what they wanted, and the panel would only be in the way of the answer. */
  readonly isDone: boolean;
}

/** The commands that can be given here. */
const OURS: readonly CommandName[] = ['send_text', 'set_volume', 'set_muted', 'start_listening'];

/** What to draw for `state`, given what is drawn. Pure. */
export function nextScene(previous: Scene | null, state: OverlayState): Scene {
  const failure = failureOf(state.detail);
  const hasFailed = failure !== null && OURS.includes(failure.command);
  const text = previous?.text ?? null;
  // The failure of an earlier press may still be told after the next one.
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

/** The scene after the user has asked for something. Pure. */
export function afterPress(scene: Scene, { command }: CommandRequest): Scene {
  return {
    ...scene,
    failure: null,
    text: command === 'send_text' ? 'given' : scene.text,
    hasTalked: scene.hasTalked || command === 'start_listening',
  };
}

/** The scene after the user has typed. Pure. */
export function afterTyping(scene: Scene): Scene {
  return { ...scene, failure: null };
}

/** The line below: what is in the way, what went wrong, or else what the keys do. */
export function noteOf({ state, commands, failure }: Scene, translate: Translate): string {
  if (state.assistant === null) return translate(state.transport === 'polling' ? 'panel.polling' : 'panel.offline');
  if (failure !== null) return failureWords(failure, translate);
  return translate(commands.send_text === null ? 'panel.keys' : 'panel.typingKeys');
}

function outOfReach(commands: CommandStates, { transport }: OverlayState): CommandStates {
  const why = transport === 'polling' ? 'polling' : 'offline';
  return recordOf(COMMANDS, (command) => (commands[command] === null ? null : why));
}
