import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { isAbsent } from '../../src-shared/phase-kinds.ts';
import type { Translate } from '../../src-shared/strings.ts';

/** What is off although the phase does not say so: small pictures at the orb's edge. */
export type Mark = 'microphone-off' | 'sound-off';

/** Return the marks of a state. Pure. */
export function marksOf({
  phase,
  notice,
  monitoring,
  assistant,
}: Pick<OverlayState, 'phase' | 'notice' | 'monitoring' | 'assistant'>): readonly Mark[] {
  // What an assistant said last may have changed while it is away.
  if (isAbsent(phase)) return [];
  const marks: Mark[] = [];
  // The orb of `paused` is a crossed-out microphone itself.
  if (monitoring === false && (phase !== 'paused' || notice !== null)) marks.push('microphone-off');
  if (assistant?.muted === true) marks.push('sound-off');
  return marks;
}

/** Return the marks as sentences, for screen readers. Pure. */
export function spokenMarks(marks: readonly Mark[], translate: Translate): string {
  return marks.map((mark) => translate(mark === 'sound-off' ? 'panel.muted' : 'phase.paused')).join('. ');
}
