import type { Model, Preferences } from './model.ts';
import { stands } from './patience.ts';

/**
 * Return the user's words to show now: while the assistant thinks about them, and with its answer; else null. Pure.
 * @param isAnswered an answer of this turn is shown.
 */
export function shownHeard(
  { phase, report }: Pick<Model, 'phase' | 'report'>,
  { showHeard }: Pick<Preferences, 'showHeard'>,
  isAnswered: boolean,
  nowMs: number,
): string | null {
  if (!showHeard || report === null) return null;
  const isThinking = phase === 'thinking' && stands(report, nowMs);
  return isThinking || isAnswered ? report.heard : null;
}
