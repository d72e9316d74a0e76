import { isDeepStrictEqual } from 'node:util';
import { type AnswerFields, followAnswer, NO_ANSWER } from './answer.ts';
import { isShownBy, without } from './commands.ts';
import {
  FOUND_SHOWN_MS,
  type Model,
  type OverlayEvent,
  type Preferences,
  TOGGLE_SHOWN_MS,
  type ToldNotice,
} from './model.ts';
import { begunNotice, keptNotice, shownNotice } from './notice.ts';
import { isAbsent, isQuiet, isWithoutInformation } from './phase.ts';
import { followVoice, phaseAfter } from './unspoken.ts';

type StatusEvent = Extract<OverlayEvent, { kind: 'status' }>;

/** The model after the client has said something. Pure. */
export function onStatus(model: Model, event: StatusEvent, preferences: Preferences, nowMs: number): Model {
  const { status, transport, port } = event;
  const phase = phaseAfter(model, status, nowMs);
  const line = lineAfter(model, status);
  const begun = begunNotice(model, status, phase, nowMs);
  const isReplaced = begun !== null && !begun.isAside;
  const answer = followAnswer(isReplaced ? { ...model, ...NO_ANSWER } : model, status, phase, preferences, nowMs);
  const isNews = phase !== model.phase || !isDeepStrictEqual(status, model.status);
  const sent = { ...model.failure?.unanswered, ...model.pending };
  const confirmed = Object.keys(sent).filter((slot) => sent[slot] !== undefined && isShownBy(status, sent[slot]));
  const next: Model = {
    ...model,
    ...withNotice(answer, begun ?? keptNotice(model, status, phase, line), phase),
    ...followVoice(model, status, phase, answer.answer),
    phase,
    transport,
    port,
    status,
    line,
    changedAtMs: isNews ? nowMs : model.changedAtMs,
    denial: null,
    isMissing: false,
    foundUntilMs: model.isMissing ? nowMs + FOUND_SHOWN_MS : model.foundUntilMs,
    override: phase === model.phase && !isReplaced ? model.override : null,
    pending: without(model.pending, confirmed),
    failure: confirmed.length > 0 ? null : model.failure,
    shownUntilMs: shownUntilMs(model, phase, answer.lingerUntilMs, confirmed, nowMs),
  };
  // For good: it must not come back when the client shows its overlay later.
  return { ...next, notice: shownNotice(next, nowMs) };
}

/** The client's last line that said anything, after a status. */
function lineAfter(model: Model, { status }: StatusEvent['status']): string {
  if (!isWithoutInformation(status)) return status;
  return isAbsent(model.phase) ? '' : model.line;
}

/** A notice and the text that came with it are told for the same time at least. */
function withNotice<Answer extends AnswerFields>(
  answer: Answer,
  notice: ToldNotice | null,
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
