import type { Phase } from '../../src-preload/contract.ts';
import type { Status } from '../connection/protocol.ts';
import { FRESH_GRACE_MS, type Model } from './model.ts';
import { isAbsent, isQuiet } from './phase.ts';

type AnswerFields = Pick<Model, 'answer' | 'lingerUntilMs' | 'freshUntilMs'>;

const NONE: AnswerFields = { answer: null, lingerUntilMs: 0, freshUntilMs: 0 };

/**
 * Whether a turn begins: a question, after which every text that was there before is old.
 * Listening and thinking also begin one out of speaking, when the user interrupts or asks on.
 */
function beginsTurn(previous: Phase, next: Phase): boolean {
  if (isQuiet(next) || previous === next) return false;
  return (
    isQuiet(previous) || isAbsent(previous) || next === 'listening' || (next === 'thinking' && previous === 'speaking')
  );
}

/**
 * Follows the answer through a status: the client leaves its last answer in `text` long after it was spoken and repeats
 * it while it thinks about the next question, so only a text that changed during the turn belongs to it.
 * @param model what was, before the status.
 * @param phase the status's phase.
 */
export function followAnswer(
  model: Model,
  status: Status,
  phase: Phase,
  lingerMs: number,
  nowMs: number,
): AnswerFields {
  const changed = model.status !== null && status.text !== model.status.text;
  const kept = beginsTurn(model.phase, phase) ? NONE : expireAnswer(model, nowMs);

  if (!isQuiet(phase)) {
    if (!changed) return { answer: kept.answer, lingerUntilMs: 0, freshUntilMs: 0 };
    return { ...NONE, answer: status.text || null };
  }
  // Whatever a client says first after an absence may be as old as the absence.
  if (isAbsent(model.phase)) return NONE;
  if (model.phase === 'speaking') {
    const answer = (changed && status.text) || kept.answer;
    return answer === null ? NONE : { answer, lingerUntilMs: nowMs + lingerMs, freshUntilMs: nowMs + lingerMs };
  }
  if (changed && status.text) return { answer: status.text, lingerUntilMs: 0, freshUntilMs: nowMs + FRESH_GRACE_MS };
  if (isQuiet(model.phase)) return kept;
  return { ...kept, freshUntilMs: nowMs + FRESH_GRACE_MS };
}

/** Drops an answer whose time is over, for good: it must not come back when the client shows its overlay later. */
export function expireAnswer(model: Model, nowMs: number): AnswerFields {
  const held = !isQuiet(model.phase) || model.status?.overlayVisible || nowMs < model.freshUntilMs;
  return held ? { answer: model.answer, lingerUntilMs: model.lingerUntilMs, freshUntilMs: model.freshUntilMs } : NONE;
}

/** The answer to be shown now, or null: while it is spoken, while the client holds the overlay up, while it lingers. */
export function shownAnswer(model: Model, nowMs: number): string | null {
  if (isAbsent(model.phase)) return null;
  const shown =
    model.phase === 'speaking' || model.status?.overlayVisible || (isQuiet(model.phase) && nowMs < model.lingerUntilMs);
  return shown ? model.answer : null;
}
