import type { Appearance } from '../../src-shared/overlay-state.ts';

/** The system's preference: `matchMedia('(prefers-reduced-motion: reduce)')`. */
export interface SystemPreference {
  readonly matches: boolean;
  addEventListener(type: 'change', listener: () => void): void;
}

/**
 * Apply the user's appearance to a page, by a variable and an attribute on its root. Motion is reduced while the settings
 * or the system ask for it.
 * @param root the page's `<html>`.
 * @returns a function that applies an appearance.
 */
export function appearanceOf(
  root: Pick<HTMLElement, 'dataset' | 'style'>,
  system: SystemPreference,
): (appearance: Appearance) => void {
  let wanted = false;
  let applied: Appearance | null = null;
  const applyMotion = () => {
    root.dataset['reducedMotion'] = String(wanted || system.matches);
  };
  system.addEventListener('change', applyMotion);
  applyMotion();
  return ({ opacity, reducedMotion }) => {
    // Every state carries it, and any write to the root makes Chromium recalculate the style of the whole page.
    if (applied?.opacity === opacity && applied.reducedMotion === reducedMotion) return;
    applied = { opacity, reducedMotion };
    wanted = reducedMotion;
    applyMotion();
    root.style.setProperty('--opacity', String(opacity));
  };
}
