import { type OverlayState, PHASES } from '../../src-shared/overlay-state.ts';

/** What the pill can look like: a phase, or a notice instead of it. */
export const FACES = [...PHASES, 'notice'] as const;
export type Face = (typeof FACES)[number];

/** What the pill looks like in `state`. Pure. */
export function faceOf({ phase, notice }: Pick<OverlayState, 'phase' | 'notice'>): Face {
  return notice === null ? phase : 'notice';
}
