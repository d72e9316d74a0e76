import { isTurn } from '../../src-shared/phase-kinds.ts';
import type { Report } from '../assistants/assistant.ts';
import { NOTICE_LEAST_MS } from '../assistants/patience.ts';
import type { Model, ShownNotice } from './model.ts';
import { isHeldUp, stands } from './patience.ts';

/** Return the notice that begins with a report; null when none does. */
export function begunNotice(model: Model, { notice }: Report, nowMs: number): ShownNotice | null {
  if (notice === null || notice.number === model.report?.notice?.number) return null;
  return { ...notice, leastUntilMs: nowMs + NOTICE_LEAST_MS };
}

/** Return the earlier notice after a report that begins none; null when a turn or an error has ended it. */
export function keptNotice(model: Model, report: Report): ShownNotice | null {
  if (model.notice === null || report.phase === 'error') return null;
  // A notice may be spoken. Speech without its line is an answer.
  const isSpoken = report.phase === 'speaking' && report.notice !== null;
  if (isTurn(report.phase) && report.phase !== model.phase && !isSpoken) return null;
  return { ...model.notice, isHeld: report.notice?.isHeld ?? false };
}

/** Return the notice to show now, or null: while the assistant holds it up or speaks it, and for a least time. */
export function shownNotice(model: Model, nowMs: number): ShownNotice | null {
  const { notice, phase, report } = model;
  if (notice === null) return null;
  if (nowMs < notice.leastUntilMs) return notice;
  const isSpoken = phase === 'speaking' && stands(report, nowMs);
  return notice.isHeld && (isSpoken || isHeldUp(model, nowMs)) ? notice : null;
}
