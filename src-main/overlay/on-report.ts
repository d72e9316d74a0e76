import { isQuiet } from '../../src-shared/phase-kinds.ts';
import { type AnswerFields, followAnswer, NO_ANSWER } from './answer.ts';
import { isShownBy, without } from './commands.ts';
import {
  FOUND_SHOWN_MS,
  type Model,
  type OverlayEvent,
  type Preferences,
  type ShownNotice,
  TOGGLE_SHOWN_MS,
} from './model.ts';
import { begunNotice, keptNotice, shownNotice } from './notice.ts';

type ReportEvent = Extract<OverlayEvent, { kind: 'report' }>;

/** Return the model after a report. Pure. */
export function onReport(model: Model, event: ReportEvent, preferences: Preferences, nowMs: number): Model {
  const { report, transport, port } = event;
  const { phase } = report;
  const begun = begunNotice(model, report, nowMs);
  const isReplaced = begun !== null && !begun.isAside;
  const answer = followAnswer(isReplaced ? { ...model, ...NO_ANSWER } : model, report, preferences, nowMs);
  const sent = { ...model.failure?.unanswered, ...model.pending };
  const confirmed = Object.keys(sent).filter((slot) => sent[slot] !== undefined && isShownBy(report, sent[slot]));
  const next: Model = {
    ...model,
    ...withNotice(answer, begun ?? keptNotice(model, report), phase),
    phase,
    transport,
    port,
    report,
    denial: null,
    isMissing: false,
    foundUntilMs: model.isMissing ? nowMs + FOUND_SHOWN_MS : model.foundUntilMs,
    override: phase === model.phase && !isReplaced ? model.override : null,
    pending: without(model.pending, confirmed),
    failure: confirmed.length > 0 ? null : model.failure,
    shownUntilMs: shownUntilMs(model, phase, answer.lingerUntilMs, confirmed, nowMs),
  };
  // For good: it must not come back when the assistant shows the overlay later.
  return { ...next, notice: shownNotice(next, nowMs) };
}

/** A notice and the text that came with it stay for the same time at least. */
function withNotice<Answer extends AnswerFields>(
  answer: Answer,
  notice: ShownNotice | null,
  phase: Model['phase'],
): Answer & Pick<Model, 'notice'> {
  if (notice === null || notice.isAside || answer.answer === null || !isQuiet(phase)) return { ...answer, notice };
  const untilMs = Math.max(notice.leastUntilMs, answer.lingerUntilMs);
  return {
    ...answer,
    lingerUntilMs: untilMs,
    freshUntilMs: Math.max(untilMs, answer.freshUntilMs),
    notice: { ...notice, leastUntilMs: untilMs },
  };
}

function shownUntilMs(
  model: Model,
  phase: Model['phase'],
  lingerUntilMs: number,
  confirmed: readonly string[],
  nowMs: number,
): number {
  if (confirmed.includes('set_monitoring')) return nowMs + TOGGLE_SHOWN_MS;
  if (lingerUntilMs > nowMs) return lingerUntilMs;
  return phase === model.phase ? model.shownUntilMs : 0;
}
