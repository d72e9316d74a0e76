import type { Phase } from '../../src-shared/overlay-state.ts';
import type { Status } from '../assistants/asystent/protocol.ts';
import type { Model } from './model.ts';
import { noticeOf } from './notice-line.ts';
import { standsUntilMs } from './patience.ts';
import { isQuiet, isTurn, isWithoutInformation, quietPhase } from './phase.ts';

/**
 * A notice may come and go while a question is being worked on. The client then goes back to its line of rest, with the
 * flags of the question still up: it has ended the notice, and neither ended the turn nor begun to listen.
 */

/** The phase that a status finds: a turn that has stood for too long is over once a notice comes. Pure. */
export function phaseFound(model: Model, status: Status, nowMs: number): Phase {
  const isOver = isTurn(model.phase) && nowMs >= standsUntilMs(model);
  return isOver && noticeOf(status.status) !== null ? quietPhase(status) : model.phase;
}

/** The phase after the status by itself, or the one that was when the status only ends a notice. Pure. */
export function phaseBesideNotice(model: Model, status: Status, phase: Phase): Phase {
  if ((phase !== 'listening' && phase !== 'ready') || !onlyEndsNotice(model, status)) return phase;
  if (model.phase === 'thinking') return 'thinking';
  return phase === 'listening' && isQuiet(model.phase) ? quietPhase(status) : phase;
}

/** The line of rest may be repeated, above all by polls. */
function onlyEndsNotice({ status: before, line }: Model, status: Status): boolean {
  const isUp = status.isListening || status.wakeWordDetected;
  const isSame =
    before?.isListening === status.isListening &&
    before.wakeWordDetected === status.wakeWordDetected &&
    before.turn === status.turn;
  if (!isUp || !isSame) return false;
  return noticeOf(line) !== null || line === status.status || hasLetGo(before, status);
}

/** Whether the client has just taken its overlay down. A notice that came before the question has another line after it. */
function hasLetGo(before: Status, { overlayVisible }: Status): boolean {
  return !overlayVisible && (before.overlayVisible || isWithoutInformation(before.status));
}
