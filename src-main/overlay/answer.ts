import { answerHeightPx, answerRoomPx } from '../../src-shared/answer-size.ts';
import { isAbsent, isQuiet } from '../../src-shared/phase-kinds.ts';
import { beginReading, type Reading, readOn, restMs as restMsOf } from '../../src-shared/reading.ts';
import { plainText, positionIn, type SoftText, soften, textOf } from '../../src-shared/soft-text.ts';
import type { Answer, Report } from '../assistants/assistant.ts';
import { FRESH_GRACE_MS, type Model, type Preferences } from './model.ts';
import { isHeldUp, stands } from './patience.ts';

/** The text, and how long it stays for the assistant's and the user's sake. */
type AnswerText = Pick<Model, 'answer' | 'lingerUntilMs' | 'freshUntilMs'>;
/** The whole of an answer, with how far it has been read. */
export type AnswerFields = AnswerText & Pick<Model, 'reading' | 'restMs' | 'isStopped'>;

const NO_TEXT: AnswerText = { answer: null, lingerUntilMs: 0, freshUntilMs: 0 };
export const NO_ANSWER: AnswerFields = { ...NO_TEXT, reading: null, restMs: null, isStopped: false };

/**
 * Follow the answer through a report.
 * @param model the model before the report.
 */
export function followAnswer(
  model: Model,
  report: Report,
  preferences: Preferences,
  nowMs: number,
): AnswerFields & Pick<Model, 'answerId'> {
  const { phase } = report;
  const isNew = isNewText(report.answer, model.report?.answer ?? null);
  const kept = isOld(model, report) ? NO_ANSWER : expireAnswer(model, nowMs);
  const text = nextText(model, report, kept, isNew ? report.answer : null, preferences.lingerMs, nowMs);
  const isSame = kept.answer !== null && text.answer?.startsWith(kept.answer) === true;
  const speechBegins = phase === 'speaking' && model.phase !== 'speaking';
  const next: AnswerFields = {
    ...text,
    reading: nextReading(isSame ? kept.reading : null, { ...model, ...text, phase, report }, preferences, nowMs),
    restMs: isSame ? kept.restMs : null,
    isStopped: isSame && kept.isStopped && !speechBegins,
  };
  const answerId = text.answer === null || isSame ? model.answerId : model.answerId + 1;
  const isNews = next.answer !== model.answer || next.lingerUntilMs !== model.lingerUntilMs;
  return { ...(isNews ? withRest(next, report.heard, preferences, nowMs) : next), answerId };
}

function isNewText(answer: Answer | null, before: Answer | null): boolean {
  return answer !== null && (answer.turn !== before?.turn || answer.text !== before.text);
}

/** Whether the text that was there before the report belongs to another turn. */
function isOld(model: Model, { answer }: Report): boolean {
  if (answer === null) return true;
  const goesOn = answer.mayGoOn && model.answer !== null && answer.text.startsWith(model.answer);
  return answer.turn !== model.report?.answer?.turn && !goesOn;
}

function nextReading(before: Reading | null, next: Model, preferences: Preferences, nowMs: number): Reading | null {
  const answer = shownAnswer(next, nowMs);
  if (answer === null) return null;
  const soft = softened(answer, preferences);
  const shown = textOf(soft);
  const isSpoken = next.phase === 'speaking';
  const told = spokenTo(next);
  const toldAt = told === null ? null : positionIn(soft, told);
  return before === null
    ? beginReading(shown, isSpoken, nowMs, toldAt)
    : readOn(before, shown, isSpoken, nowMs, toldAt);
}

function softened(answer: string, { formatAnswers }: Pick<Preferences, 'formatAnswers'>): SoftText {
  return formatAnswers ? soften(answer) : plainText(answer);
}

/** Return how many UTF-16 units of the answer have been spoken; null where the assistant does not tell. */
export function spokenTo({ answer, report }: Pick<Model, 'answer' | 'report'>): number | null {
  const told = report?.answer ?? null;
  return told !== null && told.text === answer ? told.spokenTo : null;
}

/**
 * Let an answer linger until its rest has been on the card. An answer whose speech the user has stopped does not: they
 * have had enough. Nor does any answer if the user wants none to linger.
 */
function withRest(
  next: AnswerFields,
  heard: Report['heard'],
  { lingerMs, cardWidthPx, showHeard, formatAnswers }: Preferences,
  nowMs: number,
): AnswerFields {
  const { answer, reading, lingerUntilMs, isStopped } = next;
  const lingers = nowMs < lingerUntilMs && !isStopped;
  if (!lingers || answer === null || reading === null || cardWidthPx === null) return { ...next, restMs: null };
  const roomPx = answerRoomPx(showHeard && heard !== null);
  const heightPx = answerHeightPx(textOf(softened(answer, { formatAnswers })), reading.sizePx, cardWidthPx, roomPx);
  const rest = restMsOf(reading, heightPx, roomPx, nowMs);
  if (rest === 0) return { ...next, restMs: null };
  const untilMs = Math.max(lingerUntilMs, nowMs + rest + lingerMs);
  return { ...next, restMs: rest, lingerUntilMs: untilMs, freshUntilMs: Math.max(next.freshUntilMs, untilMs) };
}

/** @param fresh the report's answer if it differs from the one before; otherwise null. */
function nextText(
  model: Model,
  { phase, isHeldUp }: Report,
  kept: AnswerText,
  fresh: Answer | null,
  lingerMs: number,
  nowMs: number,
): AnswerText {
  const text = fresh?.text ?? kept.answer;
  if (!isQuiet(phase)) return { answer: text, lingerUntilMs: 0, freshUntilMs: 0 };
  const lingering = { answer: text, lingerUntilMs: nowMs + lingerMs, freshUntilMs: nowMs + lingerMs };
  // An answer that ends the thinking was not spoken, or only between two reports.
  if (model.phase === 'speaking' || (model.phase === 'thinking' && fresh !== null)) {
    return text === null ? NO_TEXT : lingering;
  }
  // Held up until now and never spoken: it has yet to linger.
  const wasHeldUp = isQuiet(model.phase) && model.report?.isHeldUp === true;
  if (text !== null && model.report?.voice === 'missing' && wasHeldUp && !isHeldUp) return lingering;
  if (fresh !== null) {
    // The rest of the answer that lingers: it stays for as long as that would have, if that is enough to read it.
    if (kept.answer !== null && nowMs < kept.lingerUntilMs) return { ...kept, answer: fresh.text };
    return { answer: fresh.text, lingerUntilMs: 0, freshUntilMs: nowMs + FRESH_GRACE_MS };
  }
  return isQuiet(model.phase) || kept.answer === null ? kept : { ...kept, freshUntilMs: nowMs + FRESH_GRACE_MS };
}

/** Drop an answer whose time is over, for good: it must not come back when the assistant shows the overlay later. */
export function expireAnswer(model: Model, nowMs: number): AnswerFields {
  const inTurn = !isQuiet(model.phase) && stands(model.report, nowMs);
  const held = inTurn || isHeldUp(model, nowMs) || nowMs < model.freshUntilMs;
  if (!held) return NO_ANSWER;
  const { answer, lingerUntilMs, freshUntilMs, reading, restMs, isStopped } = model;
  return { answer, lingerUntilMs, freshUntilMs, reading, restMs, isStopped };
}

/** Return the answer to show now, or null: while it is spoken, while the overlay is held up, while it lingers. */
export function shownAnswer(model: Model, nowMs: number): string | null {
  if (isAbsent(model.phase)) return null;
  const isSpoken = model.phase === 'speaking' && stands(model.report, nowMs);
  const shown = isSpoken || isHeldUp(model, nowMs) || (isQuiet(model.phase) && nowMs < model.lingerUntilMs);
  return shown ? model.answer : null;
}
