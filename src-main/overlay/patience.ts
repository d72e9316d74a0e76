import type { Report } from '../assistants/assistant.ts';
import { standsUntilMs } from '../assistants/patience.ts';
import type { Model } from './model.ts';

/** From then on the bubble says that thinking takes long. Nearly every answer has come by then, from slow models too. */
const SLOW_MS = 60_000;

type Said = Pick<Model, 'phase' | 'report'>;

/** Whether the assistant's last report still stands. Pure. */
export function stands(report: Report | null, nowMs: number): boolean {
  return report !== null && nowMs < standsUntilMs(report);
}

/** Whether the assistant asks for the overlay to be shown, and has not forgotten about it. Pure. */
export function isHeldUp({ report }: Pick<Said, 'report'>, nowMs: number): boolean {
  return report?.isHeldUp === true && stands(report, nowMs);
}

/** Whether the assistant has been thinking for long. Pure. */
export function isSlow({ phase, report }: Said, nowMs: number): boolean {
  return phase === 'thinking' && report !== null && nowMs >= report.changedAtMs + SLOW_MS;
}

/** Return when patience changes the picture, past times included. Pure. */
export function patienceTimesMs({ phase, report }: Said): readonly number[] {
  if (report === null) return [];
  switch (phase) {
    case 'connecting':
    case 'offline':
      return [];
    case 'ready':
    case 'paused':
      return report.isHeldUp ? [standsUntilMs(report)] : [];
    case 'thinking':
      return [report.changedAtMs + SLOW_MS, standsUntilMs(report)];
    case 'listening':
    case 'speaking':
    case 'error':
      return [standsUntilMs(report)];
  }
}
