import type { Phase } from '../../src-shared/overlay-state.ts';
import type { Status } from '../assistants/asystent/protocol.ts';
import type { Model, ToldNotice } from './model.ts';
import { noticeOf } from './notice-line.ts';
import { isHeldUp, standsUntilMs } from './patience.ts';
import { isAbsent, isTurn } from './phase.ts';

/** How long a notice is told at least: clients take some down at once, and the shortest takes as long to be read. */
export const NOTICE_LEAST_MS = 3_000;

/**
 * The notice that begins with a status; null when none does.
 * @param model what was, before the status.
 * @param phase the status's phase.
 */
export function begunNotice(model: Model, status: Status, phase: Phase, nowMs: number): ToldNotice | null {
  const notice = noticeOf(status.status);
  if (notice === null || !isAnotherNotice(model, status)) return null;
  // A turn that has stood for too long is not going on.
  const isAside = isTurn(model.phase) && isTurn(phase) && nowMs < standsUntilMs(model);
  return { ...notice, leastUntilMs: nowMs + NOTICE_LEAST_MS, isHeld: isPresented(status), isAside };
}

/** Whether a notice's line is news, and not the one that is told already or that the client has left standing. */
function isAnotherNotice(model: Model, status: Status): boolean {
  if (isAbsent(model.phase)) return isPresented(status);
  if (status.turn !== null && status.turn !== model.status?.turn) return true;
  if (status.status === model.status?.status) return false;
  return status.status !== model.line || model.notice === null;
}

/**
 * The notice of before, after a status with which none begins: null when a turn, an error or another line has ended it.
 * @param line the client's last line that said anything, the status's own among them.
 */
export function keptNotice(model: Model, status: Status, phase: Phase, line: string): ToldNotice | null {
  const { notice } = model;
  if (notice === null || phase === 'error') return null;
  const isItsLine = noticeOf(line) !== null;
  const isAnswered = phase === 'speaking' && !isItsLine;
  if (isTurn(phase) && phase !== model.phase && (phase !== 'speaking' || isAnswered)) return null;
  return { ...notice, isHeld: isItsLine && isPresented(status) };
}

function isPresented({ overlayVisible, isSpeaking }: Status): boolean {
  return overlayVisible || isSpeaking;
}

/** The notice to be told now, or null: while the client holds it up or speaks it, and for a least time. */
export function shownNotice(model: Model, nowMs: number): ToldNotice | null {
  const { notice, phase } = model;
  if (notice === null) return null;
  if (nowMs < notice.leastUntilMs) return notice;
  const isSpoken = phase === 'speaking' && nowMs < standsUntilMs(model);
  return notice.isHeld && (isSpoken || isHeldUp(model, nowMs)) ? notice : null;
}
