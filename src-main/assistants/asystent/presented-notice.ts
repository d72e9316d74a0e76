import { isDeepStrictEqual } from 'node:util';
import { isTurn } from '../../../src-shared/phase-kinds.ts';
import type { AssistantPhase, ReportedNotice } from '../assistant.ts';
import { NOTICE_LEAST_MS, standsUntilMs } from '../patience.ts';
import type { Memory } from './memory.ts';
import { noticeOf } from './notice-line.ts';
import type { PresentedNotice, Status } from './protocol-status.ts';

/**
 * Return the notice that the client presents after a status, or null.
 * @param line the client's last line that said anything, the status's own included.
 */
export function noticeAfter(
  memory: Memory,
  status: Status,
  phase: AssistantPhase,
  line: string,
  nowMs: number,
): ReportedNotice | null {
  if (status.notice !== null) return fieldNotice(memory, status.notice, phase, nowMs);
  // Beside an exact phase the line is for people.
  if (status.phase !== null) return null;
  const isHeld = isPresented(status);
  const begun = noticeOf(status.status);
  if (begun !== null && isAnotherNotice(memory, status, nowMs)) {
    return { ...begun, number: memory.lastNotice + 1, isHeld, isAside: isInTurn(memory, phase, nowMs) };
  }
  const notice = memory.status?.notice === null ? (memory.report?.notice ?? null) : null;
  return notice === null || noticeOf(line) === null ? null : { ...notice, isHeld };
}

/** Return the notice in a status's field; null during an error, and once a turn has ended it. */
function fieldNotice(
  memory: Memory,
  { kind, title, text }: PresentedNotice,
  phase: AssistantPhase,
  nowMs: number,
): ReportedNotice | null {
  if (phase === 'error') return null;
  const { report, status: before } = memory;
  // Speech may be the notice's own, but nobody listens or thinks for one.
  const isAsked = phase === 'listening' || phase === 'thinking';
  const isSame = isDeepStrictEqual({ kind, title, text }, before?.notice);
  if (report === null || report.phase === 'error' || !isSame) {
    const isAside = isAsked || isInTurn(memory, phase, nowMs);
    return { kind, text: title, number: memory.lastNotice + 1, isHeld: true, isAside };
  }
  return isAsked && report.notice?.isAside === false ? null : report.notice;
}

/** Whether a notice's line is a new one. */
function isAnotherNotice(memory: Memory, status: Status, nowMs: number): boolean {
  const { report, status: before, line } = memory;
  // The line may be from before the client came.
  if (report === null || before === null) return isPresented(status);
  if (status.turn !== null && status.turn !== before.turn) return true;
  if (status.status === before.status) return false;
  return status.status !== line || isNoticeOver(memory, nowMs);
}

/** A turn that no longer stands is not going on. */
function isInTurn({ report }: Memory, phase: AssistantPhase, nowMs: number): boolean {
  return report !== null && isTurn(report.phase) && isTurn(phase) && nowMs < standsUntilMs(report);
}

/** Whether the client has let go of the last notice, and its least time has passed. It may then hold it up again. */
export function isNoticeOver(memory: Memory, nowMs: number): boolean {
  const isHeld = memory.report?.notice?.isHeld ?? false;
  return memory.isNoticeOver || (!isHeld && nowMs >= memory.noticeBegunAtMs + NOTICE_LEAST_MS);
}

function isPresented({ overlayVisible, isSpeaking }: Status): boolean {
  return overlayVisible || isSpeaking;
}
