import type { OverlayState, Phase } from '../../src-shared/overlay-state.ts';
import { throttle } from '../../src-shared/throttle.ts';
import { hasCompositor } from '../desktop/probes.ts';
import type { Clock } from '../runtime/clock.ts';

/** From a change of phase to a check. The X server must draw the change before it handles another connection. */
const CHECK_DELAY_MS = 100;

/** Tracks whether the desktop draws transparent windows as such. */
export interface Compositing {
  /** Return the last result; true before the first. */
  isOn(): boolean;
  /**
   * Call with every state. Checks when the bubble appears, and a moment after it changes its phase: a bubble that is always
   * shown appears only once, perhaps at login before the compositor does.
   */
  follow(state: Pick<OverlayState, 'visible' | 'phase'>): void;
}

/** Everywhere but on plain X11, the system itself composites; a Wayland session does as well. */
async function systemComposites(): Promise<boolean> {
  const isPlainX11 =
    process.platform === 'linux' && process.env['XDG_SESSION_TYPE'] !== 'wayland' && !process.env['WAYLAND_DISPLAY'];
  return !isPlainX11 || (await hasCompositor(process.env));
}

/**
 * @param onChange called when the result changes.
 * @param composites the check, which tests replace.
 */
export function createCompositing(clock: Clock, onChange: () => void, composites = systemComposites): Compositing {
  let isOn = true;
  /** The phase that was on the screen; null while none was. */
  let shownPhase: Phase | null = null;

  const check = async () => {
    const found = await composites();
    if (found === isOn) return;
    isOn = found;
    onChange();
  };
  const checkLater = throttle(clock, CHECK_DELAY_MS, () => void check());

  return {
    isOn: () => isOn,
    follow({ visible, phase }) {
      if (visible && shownPhase === null) checkLater.now();
      else if (visible && phase !== shownPhase) checkLater();
      shownPhase = visible ? phase : null;
    },
  };
}
