import { isDeepStrictEqual } from 'node:util';
import type { Answer, AssistantPhase, Link, Report } from '../assistant.ts';
import { heardAfter } from './heard-words.ts';
import type { Memory } from './memory.ts';
import { needsUserAfter } from './needs-user.ts';
import { causeOf, isWithoutInformation } from './phase.ts';
import { isNoticeOver, noticeAfter } from './presented-notice.ts';
import type { Status } from './protocol-status.ts';
import { textAfter } from './turn-text.ts';
import { isListeningLeftUp, phaseAfter, voiceAfter } from './unspoken.ts';

/**
 * Read a status. The client says in free text, and with flags that it leaves up, things that other assistants say
 * exactly. Pure.
 * @param nowMs the monotonic clock.
 * @returns the memory with the new report.
 */
export function interpret(
  memory: Memory,
  status: Status,
  transport: Link['transport'],
  nowMs: number,
): Memory & { readonly report: Report } {
  const before = memory.report;
  const phase = phaseAfter(memory, status, nowMs);
  const line = lineAfter(memory, status);
  const notice = noticeAfter(memory, status, phase, line, nowMs);
  const isNoticeBegun = notice !== null && notice.number > memory.lastNotice;
  const isReplaced = isNoticeBegun && !notice.isAside;
  // The card belongs to the notice, whatever the status's text is.
  const ownsCard = status.notice !== null && notice !== null && !notice.isAside;
  const { answer, turn } = ownsCard
    ? noticeText(memory, status.notice.text, isReplaced)
    : textAfter(memory, status, phase, isReplaced, nowMs);
  const needsUser = needsUserAfter(memory, status, phase);
  const isNews = phase !== before?.phase || hasNews(memory.status, status);
  return {
    status,
    transport,
    line,
    isListeningLeftUp: isListeningLeftUp(memory, status, phase),
    speechEndedAtMs: turn === memory.lastTurn ? speechEndedAtMs(memory, phase, nowMs) : Number.NEGATIVE_INFINITY,
    noticeBegunAtMs: isNoticeBegun ? nowMs : memory.noticeBegunAtMs,
    isNoticeOver: !isNoticeBegun && isNoticeOver(memory, nowMs),
    lastTurn: turn,
    lastNotice: notice?.number ?? memory.lastNotice,
    report: {
      phase,
      changedAtMs: before === null || isNews ? nowMs : before.changedAtMs,
      heard: heardAfter(memory, status, phase),
      answer,
      voice: voiceAfter(memory, status, phase, answer),
      level: status.level,
      notice,
      cause: phase === 'error' ? causeOf(line) : null,
      problem: null,
      activity: phase === 'thinking' ? status.activity || null : null,
      needsUser,
      isHeldUp: status.overlayVisible || ownsCard || needsUser,
      monitoring: status.monitoring,
      volume: status.volume,
      muted: status.muted,
    },
  };
}

function lineAfter({ report, line }: Memory, { status }: Status): string {
  if (!isWithoutInformation(status)) return status;
  return report === null ? '' : line;
}

/** Whether a status says something new. The microphone's level says nothing about the client's activity. */
function hasNews(before: Status | null, status: Status): boolean {
  return before === null || !isDeepStrictEqual({ ...status, level: before.level }, before);
}

function noticeText({ lastTurn }: Memory, text: string, isNew: boolean): { answer: Answer | null; turn: number } {
  const turn = lastTurn + (isNew ? 1 : 0);
  const answer = { turn, text, isGrowing: false, mayGoOn: false, spokenTo: null };
  return { answer: text === '' ? null : answer, turn };
}

function speechEndedAtMs(memory: Memory, phase: AssistantPhase, nowMs: number): number {
  return memory.report?.phase === 'speaking' && phase !== 'speaking' ? nowMs : memory.speechEndedAtMs;
}
