import type { Clock } from '../runtime/clock.ts';
import type { FrontWindow } from './front-windows.ts';
import { keepConnected } from './keep-connected.ts';
import { swaySocket } from './sway.ts';
import { connectToSway, followSwayFront } from './sway-tree.ts';
import { connectToX } from './x-connection.ts';
import { followFront } from './x-front.ts';

export interface FrontSetup {
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isWayland: boolean;
  readonly onFronts: (fronts: readonly FrontWindow[]) => void;
}

/**
 * Follow the windows in front, by sway or the X server, over a connection of its own.
 * @returns a function that ends it.
 */
export function beginFront({ clock, env, isWayland, onFronts }: FrontSetup): () => void {
  const path = swaySocket(env);
  if (path !== null) return keepConnected(clock, () => connectToSway(path), [followSwayFront(onFronts)]);
  return keepConnected(clock, () => connectToX(env), [followFront(clock, !isWayland, onFronts)]);
}
