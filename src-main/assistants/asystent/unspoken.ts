import { isQuiet } from '../../../src-shared/phase-kinds.ts';
import type { Answer, AssistantPhase, Voice } from '../assistant.ts';
import { phaseBefore, phaseBesideNotice } from './beside-turn.ts';
import type { Memory } from './memory.ts';
import { phaseOf, quietPhase } from './phase.ts';
import type { Status } from './protocol-status.ts';

/**
 * A client without a speech engine announces its speech, stays silent, and returns to waiting with `is_listening` still up
 * from the question. Its turn is over then; nobody has interrupted it.
 */

/** Return the phase after a status. */
export function phaseAfter(memory: Memory, status: Status, nowMs: number): AssistantPhase {
  if (status.phase !== null) return status.phase;
  const phase = phaseBesideNotice(memory, status, phaseOf(status, phaseBefore(memory, status, nowMs)));
  return phase === 'listening' && isLeftUp(memory, status) ? quietPhase(status) : phase;
}

/** Return whether a voice speaks after a status, or is missing for the answer. */
export function voiceAfter(memory: Memory, status: Status, phase: AssistantPhase, answer: Answer | null): Voice {
  if (status.phase !== null) return phase === 'speaking' ? 'on' : 'off';
  if (status.isSpeaking) return 'on';
  return (phase === 'speaking' || answer !== null) && isMissing(memory, status, phase) ? 'missing' : 'off';
}

/** Whether `is_listening` has been left up, and means nothing. */
export function isListeningLeftUp(memory: Memory, status: Status, phase: AssistantPhase): boolean {
  return isQuiet(phase) && isLeftUp(memory, status);
}

function isMissing(memory: Memory, status: Status, phase: AssistantPhase): boolean {
  const wasMissing = memory.report?.voice === 'missing';
  if (phase === 'speaking') return wasMissing || memory.report?.phase !== 'speaking';
  return isQuiet(phase) && (wasMissing || isAnswerMissed(memory, status));
}

/** A new question comes with its wake word. */
function isLeftUp(memory: Memory, status: Status): boolean {
  if (!status.isListening || status.wakeWordDetected) return false;
  const { report } = memory;
  const isAnswered = report?.phase === 'speaking' && report.voice === 'missing';
  return memory.isListeningLeftUp || isAnswered || isAnswerMissed(memory, status);
}

/** Whether the announcement of an answer fell between two polls: its text is there, and its wake word is gone. */
function isAnswerMissed(memory: Memory, { text, wakeWordDetected }: Status): boolean {
  const wasThinking = memory.transport === 'polling' && memory.report?.phase === 'thinking';
  return wasThinking && !wakeWordDetected && text !== '' && text !== memory.status?.text;
}
