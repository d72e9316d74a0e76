import type { Follower } from '../desktop/keep-connected.ts';
import type { XConnection } from '../desktop/x-connection.ts';
import { COMPOSITOR_SELECTION, followSelection } from '../desktop/x-selections.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Tracks whether the desktop draws transparent windows as such. */
export interface Compositing {
  /** True until the X server says otherwise. Everywhere but on plain X11, the system itself composites. */
  isOn(): boolean;
  readonly follower: Follower<XConnection>;
}

/** @param onChange called when the result changes. */
export function createCompositing(env: Env, onChange: () => void): Compositing {
  const isWayland = env['XDG_SESSION_TYPE'] === 'wayland' || Boolean(env['WAYLAND_DISPLAY']);
  let isOn = true;
  return {
    isOn: () => isOn,
    follower: followSelection(COMPOSITOR_SELECTION, (owner) => {
      const found = owner !== 0 || isWayland;
      if (found === isOn) return;
      isOn = found;
      onChange();
    }),
  };
}
