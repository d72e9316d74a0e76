import type { Phase } from '../../src-preload/contract.ts';
import type { Status } from '../connection/protocol.ts';
import { FRESH_GRACE_MS, type Model } from './model.ts';
import { isAbsent, isQuiet } from './phase.ts';

type AnswerFields = Pick<Model, 'answer' | 'lingerUntilMs' | 'freshUntilMs'>;

export const NO_ANSWER: AnswerFields = { answer: null, lingerUntilMs: 0, freshUntilMs: 0 };

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

/** Whether the text that was there before the status is old, and whether the status brings one that is not. */
function freshness(model: Model, status: Status, phase: Phase): { readonly isOld: boolean; readonly isNew: boolean } {
  const changed = model.status !== null && status.text !== model.status.text;
  if (status.turn === null) return { isOld: beginsTurn(model.phase, phase), isNew: changed };
  // The client says which question its text answers. That it repeats the last one for a new question is against the
  // protocol, and shows nothing old all the same.
  const wasAbsent = isAbsent(model.phase);
  return { isOld: wasAbsent || status.turn !== model.status?.turn, isNew: wasAbsent || changed };
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
): AnswerFields & Pick<Model, 'answerId'> {
  const { isOld, isNew } = freshness(model, status, phase);
  const kept = isOld ? NO_ANSWER : expireAnswer(model, nowMs);
  const next = nextAnswer(model, status, phase, kept, isNew, lingerMs, nowMs);
  const grew = kept.answer !== null && next.answer?.startsWith(kept.answer);
  return { ...next, answerId: next.answer === null || grew ? model.answerId : model.answerId + 1 };
}

function nextAnswer(
  model: Model,
  status: Status,
  phase: Phase,
  kept: AnswerFields,
  isNew: boolean,
  lingerMs: number,
  nowMs: number,
): AnswerFields {
  if (!isQuiet(phase)) {
    if (!isNew) return { answer: kept.answer, lingerUntilMs: 0, freshUntilMs: 0 };
    return { ...NO_ANSWER, answer: status.text || null };
  }
  // Whatever a client says first after an absence may be as old as the absence, unless it names its turn and is showing it.
  if (isAbsent(model.phase) && !(status.turn !== null && status.overlayVisible)) return NO_ANSWER;
  if (model.phase === 'speaking') {
    const answer = (isNew && status.text) || kept.answer;
    return answer === null ? NO_ANSWER : { answer, lingerUntilMs: nowMs + lingerMs, freshUntilMs: nowMs + lingerMs };
  }
  // The rest of the answer that lingers: it stays for as long as that would have.
  if (isNew && status.text && status.turn !== null && kept.answer !== null) return { ...kept, answer: status.text };
  if (isNew && status.text) return { answer: status.text, lingerUntilMs: 0, freshUntilMs: nowMs + FRESH_GRACE_MS };
  if (isQuiet(model.phase)) return kept;
  return { ...kept, freshUntilMs: nowMs + FRESH_GRACE_MS };
}

/** Drops an answer whose time is over, for good: it must not come back when the client shows its overlay later. */
export function expireAnswer(model: Model, nowMs: number): AnswerFields {
  const held = !isQuiet(model.phase) || model.status?.overlayVisible || nowMs < model.freshUntilMs;
  return held
    ? { answer: model.answer, lingerUntilMs: model.lingerUntilMs, freshUntilMs: model.freshUntilMs }
    : NO_ANSWER;
}

/** The answer to be shown now, or null: while it is spoken, while the client holds the overlay up, while it lingers. */
export function shownAnswer(model: Model, nowMs: number): string | null {
  if (isAbsent(model.phase)) return null;
  const shown =
    model.phase === 'speaking' || model.status?.overlayVisible || (isQuiet(model.phase) && nowMs < model.lingerUntilMs);
  return shown ? model.answer : null;
}
