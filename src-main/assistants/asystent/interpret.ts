import { isDeepStrictEqual } from 'node:util';
import type { AssistantPhase, Link, Report } from '../assistant.ts';
import type { Memory } from './memory.ts';
import { causeOf, isWithoutInformation } from './phase.ts';
import { isNoticeOver, noticeAfter } from './presented-notice.ts';
import type { Status } from './protocol.ts';
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
  const { answer, turn } = textAfter(memory, status, phase, isNoticeBegun && !notice.isAside, nowMs);
  const isNews = phase !== before?.phase || !isDeepStrictEqual(status, memory.status);
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
      heard: null,
      answer,
      voice: voiceAfter(memory, status, phase, answer),
      level: null,
      notice,
      cause: phase === 'error' ? causeOf(line) : null,
      problem: null,
      isHeldUp: status.overlayVisible,
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

function speechEndedAtMs(memory: Memory, phase: AssistantPhase, nowMs: number): number {
  return memory.report?.phase === 'speaking' && phase !== 'speaking' ? nowMs : memory.speechEndedAtMs;
}
