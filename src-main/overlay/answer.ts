import { answerHeightPx } from '../../src-shared/answer-size.ts';
import { CARD_MAX_HEIGHT } from '../../src-shared/geometry.ts';
import type { Phase } from '../../src-shared/overlay-state.ts';
import { beginReading, type Reading, readOn, restMs as restMsOf } from '../../src-shared/reading.ts';
import type { Status } from '../assistants/asystent/protocol.ts';
import { FRESH_GRACE_MS, type Model, type Preferences } from './model.ts';
import { noticeOf } from './notice-line.ts';
import { isHeldUp, standsUntilMs } from './patience.ts';
import { isAbsent, isQuiet } from './phase.ts';

/** The text, and how long it stays for the client's and the user's sake. */
type AnswerText = Pick<Model, 'answer' | 'lingerUntilMs' | 'freshUntilMs'>;
/** All that there is to an answer, with how far it has been read. */
export type AnswerFields = AnswerText & Pick<Model, 'reading' | 'restMs' | 'isStopped'>;

const NO_TEXT: AnswerText = { answer: null, lingerUntilMs: 0, freshUntilMs: 0 };
export const NO_ANSWER: AnswerFields = { ...NO_TEXT, reading: null, restMs: null, isStopped: false };

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

/** Whether a voice that had just ended goes on: it speaks sentence by sentence, and had only paused. */
function speechGoesOn({ answer, reading }: Model, { status, text }: Status, phase: Phase, nowMs: number): boolean {
  if (phase !== 'speaking' || answer === null || reading === null || noticeOf(status) !== null) return false;
  return !reading.isSpoken && nowMs < reading.goesOnMs && text.startsWith(answer);
}

/** Whether the text that was there before the status is old, and whether the status brings one that is not. */
function freshness(
  model: Model,
  status: Status,
  phase: Phase,
  nowMs: number,
): { readonly isOld: boolean; readonly isNew: boolean } {
  const changed = model.status !== null && status.text !== model.status.text;
  if (status.turn === null) {
    const isOld = beginsTurn(model.phase, phase) && !speechGoesOn(model, status, phase, nowMs);
    return { isOld, isNew: changed };
  }
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
  preferences: Preferences,
  nowMs: number,
): AnswerFields & Pick<Model, 'answerId'> {
  const { isOld, isNew } = freshness(model, status, phase, nowMs);
  const kept = isOld ? NO_ANSWER : expireAnswer(model, nowMs);
  const text = nextText(model, status, phase, kept, isNew, preferences.lingerMs, nowMs);
  const isSame = kept.answer !== null && text.answer?.startsWith(kept.answer) === true;
  const speechBegins = phase === 'speaking' && model.phase !== 'speaking';
  const next: AnswerFields = {
    ...text,
    reading: nextReading(isSame ? kept.reading : null, { ...model, ...text, phase, status, changedAtMs: nowMs }, nowMs),
    restMs: isSame ? kept.restMs : null,
    isStopped: isSame && kept.isStopped && !speechBegins,
  };
  const answerId = text.answer === null || isSame ? model.answerId : model.answerId + 1;
  const isNews = next.answer !== model.answer || next.lingerUntilMs !== model.lingerUntilMs;
  return { ...(isNews ? withRest(next, preferences, nowMs) : next), answerId };
}

function nextReading(before: Reading | null, next: Model, nowMs: number): Reading | null {
  const shown = shownAnswer(next, nowMs);
  if (shown === null) return null;
  const isSpoken = next.phase === 'speaking';
  return before === null ? beginReading(shown, isSpoken, nowMs) : readOn(before, shown, isSpoken, nowMs);
}

/**
 * Lets an answer linger longer by what it takes to bring onto the card what has not been there. One whose speech the user
 * has had stopped does not: it is known to be enough. Nor does any when the user wants none to linger.
 */
function withRest(next: AnswerFields, { lingerMs, cardWidthPx }: Preferences, nowMs: number): AnswerFields {
  const { answer, reading, lingerUntilMs, isStopped } = next;
  const lingers = nowMs < lingerUntilMs && !isStopped;
  if (!lingers || answer === null || reading === null || cardWidthPx === null) return { ...next, restMs: null };
  const heightPx = answerHeightPx(answer, reading.sizePx, cardWidthPx);
  const rest = restMsOf(reading, heightPx, CARD_MAX_HEIGHT, nowMs);
  if (rest === 0) return { ...next, restMs: null };
  const untilMs = Math.max(lingerUntilMs, nowMs + rest + lingerMs);
  return { ...next, restMs: rest, lingerUntilMs: untilMs, freshUntilMs: Math.max(next.freshUntilMs, untilMs) };
}

function nextText(
  model: Model,
  status: Status,
  phase: Phase,
  kept: AnswerText,
  isNew: boolean,
  lingerMs: number,
  nowMs: number,
): AnswerText {
  if (!isQuiet(phase)) {
    if (!isNew) return { answer: kept.answer, lingerUntilMs: 0, freshUntilMs: 0 };
    return { ...NO_TEXT, answer: status.text || null };
  }
  // Whatever a client says first after an absence may be as old as the absence, unless it names its turn and is showing it.
  if (isAbsent(model.phase) && !(status.turn !== null && status.overlayVisible)) return NO_TEXT;
  // Out of thinking, an answer that was not spoken, or only between two polls.
  if (model.phase === 'speaking' || (model.phase === 'thinking' && isNew && status.text !== '')) {
    const answer = (isNew && status.text) || kept.answer;
    return answer === null ? NO_TEXT : { answer, lingerUntilMs: nowMs + lingerMs, freshUntilMs: nowMs + lingerMs };
  }
  // Held up until now and never spoken: it has yet to linger.
  const wasHeldUp = isQuiet(model.phase) && model.status?.overlayVisible === true;
  if (kept.answer !== null && model.isUnspoken && wasHeldUp && !status.overlayVisible)
    return { ...kept, lingerUntilMs: nowMs + lingerMs, freshUntilMs: nowMs + lingerMs };
  // The rest of the answer that lingers: it stays for as long as that would have, if that is enough to read it.
  if (isNew && status.text && isRest(status, kept, nowMs)) return { ...kept, answer: status.text };
  if (isNew && status.text) return { answer: status.text, lingerUntilMs: 0, freshUntilMs: nowMs + FRESH_GRACE_MS };
  if (isQuiet(model.phase)) return kept;
  return { ...kept, freshUntilMs: nowMs + FRESH_GRACE_MS };
}

/** Whether a text that comes in a quiet phase is one that was there, grown longer. */
function isRest({ text, turn }: Status, { answer, lingerUntilMs }: AnswerText, nowMs: number): boolean {
  return answer !== null && (turn !== null || (nowMs < lingerUntilMs && text.startsWith(answer)));
}

/** Drops an answer whose time is over, for good: it must not come back when the client shows its overlay later. */
export function expireAnswer(model: Model, nowMs: number): AnswerFields {
  const inTurn = !isQuiet(model.phase) && nowMs < standsUntilMs(model);
  const held = inTurn || isHeldUp(model, nowMs) || nowMs < model.freshUntilMs;
  if (!held) return NO_ANSWER;
  const { answer, lingerUntilMs, freshUntilMs, reading, restMs, isStopped } = model;
  return { answer, lingerUntilMs, freshUntilMs, reading, restMs, isStopped };
}

/** The answer to be shown now, or null: while it is spoken, while the client holds the overlay up, while it lingers. */
export function shownAnswer(model: Model, nowMs: number): string | null {
  if (isAbsent(model.phase)) return null;
  const isSpoken = model.phase === 'speaking' && nowMs < standsUntilMs(model);
  const shown = isSpoken || isHeldUp(model, nowMs) || (isQuiet(model.phase) && nowMs < model.lingerUntilMs);
  return shown ? model.answer : null;
}
