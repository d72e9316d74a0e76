import { isQuiet, isTurn } from '../../../src-shared/phase-kinds.ts';
import type { AssistantPhase } from '../assistant.ts';
import { standsUntilMs } from '../patience.ts';
import type { Memory } from './memory.ts';
import { noticeOf } from './notice-line.ts';
import { isWithoutInformation, quietPhase } from './phase.ts';
import type { Status } from './protocol-status.ts';

/**
 * A notice may come and go while a question is being worked on. The client then returns to its idle line with the
 * question's flags still up. That ends the notice: it neither ends the turn nor begins to listen.
 */

/** Return the phase before a status; null when none is known. A turn that no longer stands is over once a notice comes. */
export function phaseBefore({ report }: Memory, status: Status, nowMs: number): AssistantPhase | null {
  if (report === null) return null;
  const isOver = isTurn(report.phase) && nowMs >= standsUntilMs(report);
  return isOver && noticeOf(status.status) !== null ? quietPhase(status) : report.phase;
}

/** Return the status's own phase, or the one before when the status only ends a notice. */
export function phaseBesideNotice(memory: Memory, status: Status, phase: AssistantPhase): AssistantPhase {
  if ((phase !== 'listening' && phase !== 'ready') || !onlyEndsNotice(memory, status)) return phase;
  const before = memory.report?.phase ?? null;
  if (before === 'thinking') return 'thinking';
  return phase === 'listening' && before !== null && isQuiet(before) ? quietPhase(status) : phase;
}

/** The idle line may be repeated, above all by polls. */
function onlyEndsNotice({ status: before, line }: Memory, status: Status): boolean {
  const isUp = status.isListening || status.wakeWordDetected;
  const isSame =
    before?.isListening === status.isListening &&
    before.wakeWordDetected === status.wakeWordDetected &&
    before.turn === status.turn;
  if (!isUp || !isSame) return false;
  return noticeOf(line) !== null || line === status.status || hasLetGo(before, status);
}

/** Whether the client has just taken its overlay down. A notice from before the question was followed by another line. */
function hasLetGo(before: Status, { overlayVisible }: Status): boolean {
  return !overlayVisible && (before.overlayVisible || isWithoutInformation(before.status));
}
