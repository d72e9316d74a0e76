/** The rules of docs/protocol.md that lead from a status to a phase. Pure. */

import type { Phase, WireStatus } from './wire-status.ts';

const ERROR_WORDS = ['error', 'błąd', 'failed'];
const THINKING_WORDS = ['myślę', 'przetwarzam', 'processing', 'thinking'];
const SPEAKING_WORDS = ['mówię', 'odpowiadam', 'speaking'];
const OVERLAY_LINES = ['overlay shown', 'overlay hidden'];
const NOTICE_LINE = /^(notification|(daily|startup) briefing|(day )?summary)(\s*:.*)?$/s;

/** A status that came, and its phase. */
interface Shown {
  readonly status: WireStatus;
  readonly phase: Phase;
  /** Speaking by its word alone (rule 4), without `is_speaking` so far. */
  readonly isAnnounced: boolean;
  /** The flags are left over from a turn that ended (rule 6). */
  readonly isLeftOver: boolean;
}

/** Return the phase of each of the statuses that came on one connection. */
export function phasesOf(statuses: readonly WireStatus[]): readonly Pick<Shown, 'status' | 'phase'>[] {
  let last: Shown | null = null;
  return statuses.map((status) => {
    last = next(last, status);
    return last;
  });
}

/** Whether the line announces speech, which shows only after the wake word (rule 4). */
export function announcesSpeech(status: WireStatus): boolean {
  if (status.phase !== null) return false;
  const says = wordsIn(status);
  return !says(ERROR_WORDS) && !says(THINKING_WORDS) && says(SPEAKING_WORDS);
}

function next(last: Shown | null, status: WireStatus): Shown {
  const says = wordsIn(status);
  const shown = (phase: Phase, more: Partial<Shown> = {}): Shown => ({
    ...{ status, phase, isAnnounced: false, isLeftOver: false, ...more },
  });
  const quiet = status.monitoring === false ? 'paused' : 'ready';
  const hasFlag = status.is_listening || status.wake_word_detected;

  if (status.phase !== null) return shown(status.phase);
  if (status.is_speaking) return shown('speaking');
  if (says(ERROR_WORDS)) return shown('error');
  if (says(THINKING_WORDS)) return shown('thinking');
  if (says(SPEAKING_WORDS) && status.wake_word_detected) return shown('speaking', { isAnnounced: true });
  if (saysNothingOfTurn(status)) {
    const { phase, isAnnounced, isLeftOver } = last ?? shown(quiet);
    const stays = phaseStays(phase, status, hasFlag);
    return stays ? shown(phase, { isAnnounced, isLeftOver }) : shown(quiet, { isLeftOver: isLeftOver || hasFlag });
  }
  if (!hasFlag) return shown(quiet);
  if (last !== null && endsNotice(last.status, status)) {
    if (last.phase === 'thinking') return shown('thinking');
    if (last.isLeftOver) return shown(quiet, { isLeftOver: true });
  }
  if (lineOf(status).startsWith('ready')) return shown('ready');
  const isListeningOnly = status.is_listening && !status.wake_word_detected;
  if (isListeningOnly && last !== null && (last.isAnnounced || last.isLeftOver))
    return shown(quiet, { isLeftOver: true });
  return shown('listening');
}

/** Rule 5: whether a line that says nothing of the turn leaves the phase as it was. */
function phaseStays(phase: Phase, status: WireStatus, hasFlag: boolean): boolean {
  if (phase === 'error' && isNotice(status)) return false;
  if (phase === 'thinking' || phase === 'error') return hasFlag || status.overlay_visible;
  return hasFlag && (phase === 'listening' || phase === 'speaking');
}

/** Rule 6: whether the status does no more than end a notice. */
function endsNotice(before: WireStatus, status: WireStatus): boolean {
  const sameFlags =
    before.is_listening === status.is_listening && before.wake_word_detected === status.wake_word_detected;
  return sameFlags && (isNotice(before) || (before.overlay_visible && !status.overlay_visible));
}

const lineOf = ({ status }: WireStatus) => status.trim().toLowerCase();
const isNotice = (status: WireStatus) => NOTICE_LINE.test(lineOf(status));
const saysNothingOfTurn = (status: WireStatus) => isNotice(status) || OVERLAY_LINES.includes(lineOf(status));

/** The line of a notice is content, and so has no words of the turn. */
function wordsIn(status: WireStatus): (words: readonly string[]) => boolean {
  const line = isNotice(status) ? '' : lineOf(status);
  return (words) => words.some((word) => line.includes(word));
}
