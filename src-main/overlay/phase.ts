import type { Phase } from '../../src-shared/overlay-state.ts';
import type { Status } from '../assistants/asystent/protocol.ts';
import { noticeOf } from './notice-line.ts';

const ERROR_WORDS = ['error', 'błąd', 'failed'];
const THINKING_WORDS = ['myślę', 'przetwarzam', 'processing', 'thinking'];
const SPEAKING_WORDS = ['mówię', 'odpowiadam', 'speaking'];

/** Statuses that tell of the client's own overlay switch and nothing of what the assistant does. */
const WITHOUT_INFORMATION = ['overlay shown', 'overlay hidden'];

const normalize = (line: string) => line.trim().toLowerCase();

/** What goes on in a phase: there is no client, or nothing, or a question and its answer, or it failed. */
const KINDS: Readonly<Record<Phase, 'absent' | 'quiet' | 'turn' | 'failure'>> = {
  connecting: 'absent',
  ready: 'quiet',
  paused: 'quiet',
  listening: 'turn',
  thinking: 'turn',
  speaking: 'turn',
  error: 'failure',
  offline: 'absent',
};

/** Whether the phase is one in which nothing goes on. A turn begins when such a phase is left. */
export function isQuiet(phase: Phase): boolean {
  return KINDS[phase] === 'quiet';
}

/** Whether the phase says that there is no client. */
export function isAbsent(phase: Phase): boolean {
  return KINDS[phase] === 'absent';
}

/** Whether a question is being asked, worked on or answered. */
export function isTurn(phase: Phase): boolean {
  return KINDS[phase] === 'turn';
}

/** Whether a line tells of the client's own overlay switch and nothing of the assistant. */
export function isWithoutInformation(line: string): boolean {
  return WITHOUT_INFORMATION.includes(normalize(line));
}

/** The phase of a client with nothing going on. */
export function quietPhase({ monitoring }: Pick<Status, 'monitoring'>): Phase {
  return monitoring === false ? 'paused' : 'ready';
}

/**
 * The phase that a status stands for; the rules and their order are in docs/protocol.md.
 * Words are looked for in the client's `status` only, never in the answer, nor in what a notice is about.
 * @param previous the phase that was, which a line that says nothing of the turn leaves as it is.
 */
export function phaseOf(status: Status, previous: Phase): Phase {
  const line = normalize(status.status);
  const isNotice = noticeOf(status.status) !== null;
  const names = (list: readonly string[]) => !isNotice && list.some((word) => line.includes(word));

  if (status.isSpeaking) return 'speaking';
  if (names(ERROR_WORDS)) return 'error';
  // The client keeps is_listening up while it is thinking, so its words come before its flags.
  if (names(THINKING_WORDS)) return 'thinking';
  if (names(SPEAKING_WORDS) && status.wakeWordDetected) return 'speaking';
  const hasFlag = status.isListening || status.wakeWordDetected;
  // A notice says nothing of a turn, but it is newer than an error, which is none.
  if (isNotice && previous === 'error') return quietPhase(status);
  if (isNotice || isWithoutInformation(line)) return phaseThatWas(status, previous, hasFlag);
  // Flags left up from the last turn.
  if (hasFlag && line.startsWith('ready')) return 'ready';
  return hasFlag ? 'listening' : quietPhase(status);
}

/** What a line that says nothing of the turn leaves of the phase that was. */
function phaseThatWas(status: Status, previous: Phase, hasFlag: boolean): Phase {
  // Without a phase that was there is nothing to keep: better calm than a false "listening".
  if (isQuiet(previous) || isAbsent(previous)) return quietPhase(status);
  if (hasFlag) return previous;
  // Those that last as long as their flags are over; the others last as long as the client holds the overlay up.
  const needsFlag = previous === 'listening' || previous === 'speaking';
  return needsFlag || !status.overlayVisible ? quietPhase(status) : previous;
}
