import type { OverlayState, Phase } from '../../src-shared/overlay-state.ts';
import { throttle } from '../../src-shared/throttle.ts';
import { hasCompositor } from '../desktop/probes.ts';
import type { Clock } from '../runtime/clock.ts';

/** From a change of phase to a look: a new connection to the X server, which has the change itself to draw first. */
const LOOK_DELAY_MS = 100;

/** Whether transparent windows are drawn as such. */
export interface Compositing {
  /** What was found last; at first it is taken to be on. */
  isOn(): boolean;
  /**
   * To be called with every state. Looks again when the bubble appears or, a moment later, when it changes its phase: one
   * that is always shown appears once only, maybe at login before the compositor does.
   */
  follow(state: Pick<OverlayState, 'visible' | 'phase'>): void;
}

/** Everywhere but on plain X11, also in every Wayland session, the system itself composites. */
async function systemComposites(): Promise<boolean> {
  const isPlainX11 =
    process.platform === 'linux' && process.env['XDG_SESSION_TYPE'] !== 'wayland' && !process.env['WAYLAND_DISPLAY'];
  return !isPlainX11 || (await hasCompositor(process.env));
}

/**
 * @param onChange called when a look finds something else than the one before.
 * @param composites the look, which may be handed in for tests.
 */
export function createCompositing(clock: Clock, onChange: () => void, composites = systemComposites): Compositing {
  let isOn = true;
  /** The phase that was on the screen; null while none was. */
  let shownPhase: Phase | null = null;

  const look = async () => {
    const found = await composites();
    if (found === isOn) return;
    isOn = found;
    onChange();
  };
  const lookLater = throttle(clock, LOOK_DELAY_MS, () => void look());

  return {
    isOn: () => isOn,
    follow({ visible, phase }) {
      if (visible && shownPhase === null) lookLater.now();
      else if (visible && phase !== shownPhase) lookLater();
      shownPhase = visible ? phase : null;
    },
  };
}
