import type { Report } from './assistant.ts';

/**
 * How long a report stands without a newer one. An assistant may swallow an error, or never take back its request to be
 * shown, and the bubble covers other windows. The tray keeps the phase.
 */

/** Listening, thinking, and an answer without a voice: no question takes longer. */
const SILENT_MS = 120_000;

/** A slow reader's time for each character of an answer without a voice. */
const MS_PER_CHARACTER = 67;

/** Speech, and whatever is held up, which may be spoken without saying so: the longest text takes 12 minutes to speak. */
const SPEECH_MS = 15 * 60_000;

/** An error: long enough to be noticed by someone who was busy. */
const ERROR_MS = 15_000;

/** A notice counts for at least this long: assistants take some down at once, and the shortest takes as long to read. */
export const NOTICE_LEAST_MS = 3_000;

/** Return the time (monotonic clock) from which the report no longer stands. Pure. */
export function standsUntilMs(report: Report): number {
  return report.changedAtMs + patienceMs(report);
}

function patienceMs({ phase, voice, answer }: Report): number {
  switch (phase) {
    case 'error':
      return ERROR_MS;
    case 'listening':
    case 'thinking':
      return SILENT_MS;
    default:
      return voice === 'missing' ? Math.max(SILENT_MS, (answer?.text.length ?? 0) * MS_PER_CHARACTER) : SPEECH_MS;
  }
}
