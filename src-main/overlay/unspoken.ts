import type { Phase } from '../../src-shared/overlay-state.ts';
import type { Status } from '../assistants/asystent/protocol.ts';
import { phaseBesideNotice, phaseFound } from './beside-turn.ts';
import type { Model } from './model.ts';
import { isQuiet, phaseOf, quietPhase } from './phase.ts';

/**
 * A client without a speech engine announces its speech, says nothing, and goes back to waiting with `is_listening` still
 * up from the question. Its turn is over then, and nobody interrupts it.
 */

/** The phase after a status, given what was. Pure. */
export function phaseAfter(model: Model, status: Status, nowMs: number): Phase {
  const phase = phaseBesideNotice(model, status, phaseOf(status, phaseFound(model, status, nowMs)));
  return phase === 'listening' && isLeftUp(model, status) ? quietPhase(status) : phase;
}

/** What is known of the voice after a status. Pure. */
export function followVoice(
  model: Model,
  status: Status,
  phase: Phase,
  answer: string | null,
): Pick<Model, 'isUnspoken' | 'isListeningLeftUp'> {
  return {
    isUnspoken: (phase === 'speaking' || answer !== null) && isVoiceless(model, status, phase),
    isListeningLeftUp: isQuiet(phase) && isLeftUp(model, status),
  };
}

function isVoiceless(model: Model, status: Status, phase: Phase): boolean {
  if (phase !== 'speaking') return isQuiet(phase) && (model.isUnspoken || isAnswerMissed(model, status));
  return !status.isSpeaking && (model.phase !== 'speaking' || model.isUnspoken);
}

/** A new question comes with its wake word. */
function isLeftUp(model: Model, status: Status): boolean {
  if (!status.isListening || status.wakeWordDetected) return false;
  const isAnswered = (model.phase === 'speaking' && model.isUnspoken) || isAnswerMissed(model, status);
  return model.isListeningLeftUp || isAnswered;
}

/** Whether the announcement of an answer fell between two polls: its text is there, and its wake word is gone. */
function isAnswerMissed({ transport, phase, status: before }: Model, { text, wakeWordDetected }: Status): boolean {
  return transport === 'polling' && phase === 'thinking' && !wakeWordDetected && text !== '' && text !== before?.text;
}
