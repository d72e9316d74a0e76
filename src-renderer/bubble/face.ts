import { type OverlayState, PHASES } from '../../src-shared/overlay-state.ts';

/** The faces of the pill: a phase, or a notice in its place. */
export const FACES = [...PHASES, 'notice'] as const;
export type Face = (typeof FACES)[number];

/** Return the pill's face for `state`. Pure. */
export function faceOf({ phase, notice }: Pick<OverlayState, 'phase' | 'notice'>): Face {
  return notice === null ? phase : 'notice';
}
