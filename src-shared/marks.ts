import type { OverlayState } from './overlay-state.ts';
import { isAbsent } from './phase-kinds.ts';
import type { StringKey, Translate } from './strings.ts';

/** Small pictures at the orb's edge, beside the phase: something is off, or the assistant waits for the user. */
export type Mark = 'needs-user' | 'microphone-off' | 'sound-off';

/** Return the marks of a state. Pure. */
export function marksOf({
  phase,
  notice,
  needsUser,
  monitoring,
  assistant,
}: Pick<OverlayState, 'phase' | 'notice' | 'needsUser' | 'monitoring' | 'assistant'>): readonly Mark[] {
  // An assistant's last report may be out of date while it is away.
  if (isAbsent(phase)) return [];
  const marks: Mark[] = [];
  // The orb of `paused` is a crossed-out microphone itself.
  if (monitoring === false && (phase !== 'paused' || notice !== null)) marks.push('microphone-off');
  if (assistant?.muted === true) marks.push('sound-off');
  // More would hide the orb.
  return needsUser ? (['needs-user', ...marks] as const).slice(0, 2) : marks;
}

const SENTENCES = {
  'needs-user': 'detail.needs-user',
  'microphone-off': 'phase.paused',
  'sound-off': 'panel.muted',
} as const satisfies Record<Mark, StringKey>;

/** Return the marks as sentences, for screen readers. Pure. */
export function spokenMarks(marks: readonly Mark[], translate: Translate): string {
  return marks.map((mark) => translate(SENTENCES[mark])).join('. ');
}
