import type { Phase } from '../../src-preload/contract.ts';
import type { Status } from '../connection/protocol.ts';

const ERROR_WORDS = ['error', 'błąd', 'failed'];
const THINKING_WORDS = ['myślę', 'przetwarzam', 'processing', 'thinking'];
const SPEAKING_WORDS = ['mówię', 'odpowiadam', 'speaking'];

/** Statuses that tell of the client's own overlay switch and nothing of what the assistant does. */
const WITHOUT_INFORMATION = ['overlay shown', 'overlay hidden'];

/** Statuses whose rest is content (a notification's text, a summary's subject), in which no words are looked for. */
const CONTENT_PREFIX = /^(notification|summary|day summary)\s*:.*/s;

/** Statuses that name what the client presents without a question having been asked. */
const PRESENTATION = /^(notification|summary|day summary|daily briefing|startup briefing)\b/;

const normalize = (status: string) => status.trim().toLowerCase();

/** Whether the status names something that the client presents by itself: a notification, a summary, a briefing. */
export function isPresentation(status: string): boolean {
  return PRESENTATION.test(normalize(status));
}

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

/**
 * The phase that a status stands for; the rules and their order are in docs/protocol.md.
 * Words are looked for in the client's `status` only, never in the answer.
 * @param previous the phase that was, which a status without information leaves as it is.
 */
export function phaseOf(status: Status, previous: Phase): Phase {
  const line = normalize(status.status);
  const words = line.replace(CONTENT_PREFIX, '$1');
  const names = (list: readonly string[]) => list.some((word) => words.includes(word));

  if (status.isSpeaking) return 'speaking';
  if (names(ERROR_WORDS)) return 'error';
  // The client keeps is_listening up while it is thinking, so its words come before its flags.
  if (names(THINKING_WORDS)) return 'thinking';
  if (names(SPEAKING_WORDS) && status.wakeWordDetected) return 'speaking';
  const quiet = status.monitoring === false ? 'paused' : 'ready';
  if (status.isListening || status.wakeWordDetected) {
    // Without a phase that was there is nothing to keep: better calm than a false "listening".
    if (WITHOUT_INFORMATION.includes(line)) return isAbsent(previous) ? quiet : previous;
    // Flags left up from the last turn.
    if (line.startsWith('ready')) return 'ready';
    return 'listening';
  }
  return quiet;
}
