import type { AssistantPhase, Report } from '../assistant.ts';
import type { Memory } from './memory.ts';
import type { Status } from './protocol-status.ts';

/**
 * Return whether the client waits for the user's answer. The next question is taken for the answer, also if the client still
 * says that it waits: from then on, only a status without it can begin another wait. Pure.
 */
export function needsUserAfter(
  { report, status: before }: Memory,
  { needsUser }: Status,
  phase: AssistantPhase,
): boolean {
  if (!needsUser || report === null || before?.needsUser !== true) return needsUser;
  return report.needsUser && !isAsked(report, phase);
}

function isAsked(before: Report, phase: AssistantPhase): boolean {
  if (phase === before.phase) return false;
  return phase === 'listening' || (phase === 'thinking' && before.phase !== 'listening');
}
