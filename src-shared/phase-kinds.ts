import type { Phase } from './overlay-state.ts';

/** No assistant, nothing going on, a question and its answer, or a failure. */
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

/** Whether nothing goes on. A turn begins when such a phase is left. */
export function isQuiet(phase: Phase): boolean {
  return KINDS[phase] === 'quiet';
}

/** Whether there is no assistant. */
export function isAbsent(phase: Phase): boolean {
  return KINDS[phase] === 'absent';
}

/** Whether a question is being asked, worked on or answered. */
export function isTurn(phase: Phase): boolean {
  return KINDS[phase] === 'turn';
}
