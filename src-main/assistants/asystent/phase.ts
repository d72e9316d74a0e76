import { isQuiet } from '../../../src-shared/phase-kinds.ts';
import type { AssistantPhase } from '../assistant.ts';
import { noticeOf } from './notice-line.ts';
import type { Status } from './protocol-status.ts';

const ERROR_WORDS = ['error', 'błąd', 'failed'];
const THINKING_WORDS = ['myślę', 'przetwarzam', 'processing', 'thinking'];
const SPEAKING_WORDS = ['mówię', 'odpowiadam', 'speaking'];

/** Lines about the client's own overlay switch, which say nothing of the assistant. */
const WITHOUT_INFORMATION = ['overlay shown', 'overlay hidden'];

/** The pill's label says this already. */
const ERROR_LABEL = /^(error|błąd)\s*:\s*/i;

const normalize = (line: string) => line.trim().toLowerCase();

/** Whether a line is about the client's own overlay switch and says nothing of the assistant. */
export function isWithoutInformation(line: string): boolean {
  return WITHOUT_INFORMATION.includes(normalize(line));
}

/** The phase of a client with nothing going on. */
export function quietPhase({ monitoring }: Pick<Status, 'monitoring'>): AssistantPhase {
  return monitoring === false ? 'paused' : 'ready';
}

/** Of a sentence. A word on its own, or one with other signs, may be a code or the name of a program. */
const FIRST_WORD = /^\p{Ll}+(?=\s)/u;

/**
 * Return the cause of an error from the line that reported it; null for one bare word, which only repeats the label. It
 * stands on a line of its own, so its first word begins with a capital.
 */
export function causeOf(line: string): string | null {
  const cause = line.replace(ERROR_LABEL, '');
  if (cause === line) return /\s/.test(cause) ? cause : null;
  return cause === ''
    ? null
    : cause.replace(FIRST_WORD, ([first = '', ...rest]) => first.toUpperCase() + rest.join(''));
}

/**
 * Return the phase of a status. The rules and their order are in docs/protocol.md. Only the client's `status` is searched
 * for words: neither its answer, nor the subject of a notice.
 * @param previous the phase before, which a line that says nothing of the turn keeps; null when none is known.
 */
export function phaseOf(status: Status, previous: AssistantPhase | null): AssistantPhase {
  const line = normalize(status.status);
  const isNotice = noticeOf(status.status) !== null;
  const names = (list: readonly string[]) => !isNotice && list.some((word) => line.includes(word));

  if (status.isSpeaking) return 'speaking';
  if (names(ERROR_WORDS)) return 'error';
  // The client keeps is_listening up while it thinks, so its words come before its flags.
  if (names(THINKING_WORDS)) return 'thinking';
  if (names(SPEAKING_WORDS) && status.wakeWordDetected) return 'speaking';
  const hasFlag = status.isListening || status.wakeWordDetected;
  // A notice says nothing of a turn, but it is newer than an error, which is not a turn.
  if (isNotice && previous === 'error') return quietPhase(status);
  if (isNotice || isWithoutInformation(line)) return keptPhase(status, previous, hasFlag);
  // Flags left up from the last turn.
  if (hasFlag && line.startsWith('ready')) return 'ready';
  return hasFlag ? 'listening' : quietPhase(status);
}

/** The phase after a line that says nothing of the turn. */
function keptPhase(status: Status, previous: AssistantPhase | null, hasFlag: boolean): AssistantPhase {
  // With no turn to keep, a false "ready" does less harm than a false "listening".
  if (previous === null || isQuiet(previous)) return quietPhase(status);
  if (hasFlag) return previous;
  // Listening and speaking last as long as their flags; thinking and an error as long as the client holds the overlay up.
  const needsFlag = previous === 'listening' || previous === 'speaking';
  return needsFlag || !status.overlayVisible ? quietPhase(status) : previous;
}
