import { isQuiet } from '../../../src-shared/phase-kinds.ts';
import { VOICE_PAUSE_MS } from '../../../src-shared/reading.ts';
import type { Answer, AssistantPhase } from '../assistant.ts';
import type { Memory } from './memory.ts';
import type { Status } from './protocol-status.ts';

/**
 * The client leaves its last answer in `text` long after speaking it, and repeats it while it thinks about the next
 * question. Only a text that changed during a turn belongs to that turn.
 */

/**
 * Return which part of the status's text answers the current turn, and the number of the turn. Pure.
 * @param isReplaced whether the status begins a notice that ends the answer before it.
 */
export function textAfter(
  memory: Memory,
  status: Status,
  phase: AssistantPhase,
  isReplaced: boolean,
  nowMs: number,
): { readonly answer: Answer | null; readonly turn: number } {
  const { isOld, isNew } = freshness(memory, status, phase, nowMs);
  const kept = isOld || isReplaced ? null : (memory.report?.answer ?? null);
  const text = turnText(memory, status, phase, kept, isNew);
  const isOther = isOld || isReplaced || (isNew && beginsOutsideTurn(memory, status, phase, kept));
  const turn = memory.lastTurn + (isOther ? 1 : 0);
  const mayGoOn = isOther && !isReplaced && (!isOld || speechGoesOn(memory, status, phase, nowMs));
  const spokenTo = text === status.text ? status.spokenTo : null;
  return { answer: text === '' ? null : { turn, text, isGrowing: !isQuiet(phase), mayGoOn, spokenTo }, turn };
}

/** Whether the text that was there before the status is old, and whether the status brings another. */
function freshness(
  memory: Memory,
  status: Status,
  phase: AssistantPhase,
  nowMs: number,
): { readonly isOld: boolean; readonly isNew: boolean } {
  const before = memory.status;
  const hasChanged = before !== null && status.text !== before.text;
  if (status.turn === null) {
    // A text that the client had cleared is fresh when it comes again, but may be no news to the overlay.
    const isPause = before?.text !== '' && speechGoesOn(memory, status, phase, nowMs);
    const isOld = beginsTurn(memory, phase) && !isPause;
    return { isOld, isNew: hasChanged };
  }
  // The client numbers its questions. Repeating the last text for a new one is against the protocol, and shows nothing old.
  const wasAbsent = memory.report === null;
  return { isOld: wasAbsent || status.turn !== before?.turn, isNew: wasAbsent || hasChanged };
}

/**
 * Whether a question begins, which makes every earlier text old. Listening and thinking also begin one out of speaking,
 * when the user interrupts or asks on.
 */
export function beginsTurn({ report }: Memory, next: AssistantPhase): boolean {
  if (isQuiet(next) || report?.phase === next) return false;
  const isAskedOn = next === 'listening' || (next === 'thinking' && report?.phase === 'speaking');
  return report === null || isQuiet(report.phase) || isAskedOn;
}

/** Whether a voice that had just ended goes on: it speaks sentence by sentence, and had only paused. */
function speechGoesOn(memory: Memory, { text, turn }: Status, phase: AssistantPhase, nowMs: number): boolean {
  const answer = memory.report?.answer ?? null;
  if (phase !== 'speaking' || answer === null || turn !== null) return false;
  return nowMs < memory.speechEndedAtMs + VOICE_PAUSE_MS && text.startsWith(answer.text);
}

function turnText(memory: Memory, status: Status, phase: AssistantPhase, kept: Answer | null, isNew: boolean): string {
  if (!isQuiet(phase)) return isNew ? status.text : (kept?.text ?? '');
  // The first text after an absence may be as old as the absence, unless the client numbers it and is showing it.
  const isOfUnknownAge = memory.report === null && !(status.turn !== null && status.overlayVisible);
  if (isOfUnknownAge) return '';
  return (isNew && status.text) || (kept?.text ?? '');
}

/** Whether a text that comes while nothing goes on is another one, and not the rest of the last. */
function beginsOutsideTurn(memory: Memory, status: Status, phase: AssistantPhase, kept: Answer | null): boolean {
  if (!isQuiet(phase) || status.text === '') return false;
  // The same text again, after the client had cleared it, is news.
  if (kept === null || memory.status?.text === '') return true;
  return status.turn === null && !status.text.startsWith(kept.text);
}
