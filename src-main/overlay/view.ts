import type { Detail, Notice, OverlayState } from '../../src-shared/overlay-state.ts';
import { isAbsent, isQuiet } from '../../src-shared/phase-kinds.ts';
import { shownAnswer, spokenTo } from './answer.ts';
import { assistantState } from './assistant-state.ts';
import { commandStates } from './command-states.ts';
import { shownHeard } from './heard.ts';
import type { Model, Preferences, ViewContext } from './model.ts';
import { shownNotice } from './notice.ts';
import { isHeldUp, isSlow, stands } from './patience.ts';
import { WHOLE_PILL } from './silhouette.ts';
import { wholeLine } from './whole-line.ts';

/** Return the picture of the model at `nowMs` (monotonic clock). Pure. */
export function view(model: Model, context: ViewContext, nowMs: number): OverlayState {
  const answer = context.showCard ? shownAnswer(model, nowMs) : null;
  const notice = pillNotice(model, nowMs);
  const state = {
    phase: model.phase,
    transport: model.transport,
    port: model.port,
    visible: isVisible(model, context.preferences, nowMs),
    isUrgent: isUrgent(model, context.preferences, nowMs),
    detail: detail(model, context, nowMs),
    notice,
    // The text of a notice answers no question.
    heard: shownHeard(model, context.preferences, answer !== null && notice === null, nowMs),
    answer,
    // The number of a hidden answer would turn each of its texts into a new state.
    answerId: answer === null ? 0 : model.answerId,
    formatAnswers: context.preferences.formatAnswers,
    answerSpokenTo: answer === null ? null : spokenTo(model),
    answerRestMs: answer !== null && isQuiet(model.phase) && nowMs < model.lingerUntilMs ? model.restMs : null,
    presenting: model.presenting && { untilEpochMs: model.presenting.end?.untilEpochMs ?? null },
    needsUser: needsUser(model),
    monitoring: model.report?.monitoring ?? null,
    commands: commandStates(model),
    assistant: assistantState(model),
    clientName: null,
    profile: context.profile,
    language: context.language,
    appearance: context.appearance,
    silhouette: WHOLE_PILL,
  };
  return { ...state, wholeLine: wholeLine(state, context.showCard) };
}

function isVisible(model: Model, preferences: Preferences, nowMs: number): boolean {
  if (model.presenting !== null && !isUrgent(model, preferences, nowMs)) return false;
  if (model.override !== null) return model.override === 'show';
  if (preferences.visibility !== 'auto') return preferences.visibility === 'always';
  return hasSomethingToShow(model, nowMs);
}

/**
 * Whether to show it even where the user wants no bubble: because the user asks for it, or, if the user wants that, because
 * something fails or the assistant tells of an event, such as a timer. A summary can wait.
 */
function isUrgent(model: Model, { showUrgent }: Preferences, nowMs: number): boolean {
  if (model.override === 'show') return true;
  if (!showUrgent || model.override === 'hide') return false;
  if (model.phase === 'error') return stands(model.report, nowMs);
  return shownNotice(model, nowMs)?.kind === 'notification';
}

/** Whether there is something to show now, regardless of the user's preferences. Pure. */
export function hasSomethingToShow(model: Model, nowMs: number): boolean {
  if (nowMs < Math.max(model.shownUntilMs, model.foundUntilMs) || isFailureShown(model, nowMs)) return true;
  if (shownNotice(model, nowMs) !== null) return true;
  switch (model.phase) {
    case 'listening':
    case 'thinking':
    case 'speaking':
    case 'error':
      return stands(model.report, nowMs);
    case 'ready':
    case 'paused':
      return isHeldUp(model, nowMs);
    case 'connecting':
    case 'offline':
      return false;
  }
}

/** While an assistant is away, nobody knows whether it still waits. */
function needsUser({ phase, report }: Model): boolean {
  return report?.needsUser === true && !isAbsent(phase);
}

function pillNotice(model: Model, nowMs: number): Notice | null {
  const notice = shownNotice(model, nowMs);
  return notice === null || notice.isAside ? null : asNotice(notice);
}

function asNotice({ kind, text }: Notice): Notice {
  return { kind, text };
}

function isFailureShown(model: Model, nowMs: number): boolean {
  return model.failure !== null && nowMs < model.failure.untilMs;
}

function detail(model: Model, context: ViewContext, nowMs: number): Detail | null {
  if (model.failure !== null && isFailureShown(model, nowMs)) {
    return model.failure.detail;
  }
  if (model.phase === 'connecting') {
    return model.isMissing && context.address !== null
      ? { kind: 'no-answer', address: context.address }
      : { kind: 'looking' };
  }
  if (model.phase === 'offline')
    return model.denial === null ? { kind: 'retrying' } : { kind: 'denied', reason: model.denial };
  const notice = shownNotice(model, nowMs);
  // The pill belongs to the notice. The transport can wait.
  if (notice !== null) return notice.isAside ? { kind: 'notice', notice: asNotice(notice) } : null;
  if (model.phase === 'error') {
    const cause = model.report?.cause ?? null;
    if (cause !== null) return { kind: 'client', text: cause };
    const problem = model.report?.problem ?? null;
    if (problem !== null) return { kind: 'problem', problem };
  }
  if (isSlow(model, nowMs) && !needsUser(model)) return { kind: 'slow' };
  const activity = model.report?.activity ?? null;
  if (model.phase === 'thinking' && activity !== null) return { kind: 'activity', text: activity };
  if (needsUser(model)) return { kind: 'needs-user' };
  if (nowMs < model.foundUntilMs && model.offer !== null) return { kind: 'found', name: model.offer.name };
  if (model.transport === 'polling' && model.port !== null) return { kind: 'polling', port: model.port };
  return null;
}
