import type { OverlayState } from '../../src-preload/contract.ts';
import { hasCompositor } from '../system/desktop-facts.ts';

/** Whether transparent windows are drawn as such. */
export interface Compositing {
  /** What was found last; at first it is taken to be on. */
  isOn(): boolean;
  /** To be called with every state: looks again when the bubble appears, as a compositor comes and goes. */
  follow(state: OverlayState): void;
}

/** @param onChange called when a look finds something else than the one before. */
export function createCompositing(onChange: () => void): Compositing {
  // Everywhere else, and in every Wayland session, the system itself composites.
  const isPlainX11 =
    process.platform === 'linux' && process.env['XDG_SESSION_TYPE'] !== 'wayland' && !process.env['WAYLAND_DISPLAY'];
  let isOn = true;
  let wasVisible = false;

  const look = async () => {
    const found = await hasCompositor(process.env);
    if (found === isOn) return;
    isOn = found;
    onChange();
  };

  return {
    isOn: () => isOn,
    follow({ visible }) {
      if (isPlainX11 && visible && !wasVisible) void look();
      wasVisible = visible;
    },
  };
}
