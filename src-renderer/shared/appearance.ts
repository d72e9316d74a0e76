import type { Appearance } from '../../src-shared/overlay-state.ts';

/** What the system wants, as `matchMedia('(prefers-reduced-motion: reduce)')` tells it. */
export interface SystemWish {
  readonly matches: boolean;
  addEventListener(type: 'change', listener: () => void): void;
}

/**
 * Makes a page look as the user wants it: a variable and an attribute on its root, which the stylesheets go by. Motion
 * is reduced when the user wants that here or in the system, at once when either changes.
 *
 * @param root the page's `<html>`.
 * @returns what applies an appearance.
 */
export function appearanceOf(
  root: Pick<HTMLElement, 'dataset' | 'style'>,
  system: SystemWish,
): (appearance: Appearance) => void {
  let wanted = false;
  let applied: Appearance | null = null;
  const applyMotion = () => {
    root.dataset['reducedMotion'] = String(wanted || system.matches);
  };
  system.addEventListener('change', applyMotion);
  applyMotion();
  return ({ opacity, reducedMotion }) => {
    // Every state brings it, and whatever is set on the root has the whole page's style worked out again.
    if (applied?.opacity === opacity && applied.reducedMotion === reducedMotion) return;
    applied = { opacity, reducedMotion };
    wanted = reducedMotion;
    applyMotion();
    root.style.setProperty('--opacity', String(opacity));
  };
}
