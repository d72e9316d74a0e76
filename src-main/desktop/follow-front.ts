import type { Clock } from '../runtime/clock.ts';
import type { FrontWindow } from './front-windows.ts';
import { keepConnected } from './keep-connected.ts';
import { swaySocket, watchForSway } from './sway-socket.ts';
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
 * Follow the windows in front, by sway or the X server, over a connection of its own. The X server is followed as well while sway is
 * away: the variable that leads to sway may come from a session that has ended.
 * @returns a function that ends it.
 */
export function beginFront({ clock, env, isWayland, onFronts }: FrontSetup): () => void {
  const byX = (onFrontsOfX: typeof onFronts) =>
    keepConnected(clock, () => connectToX(env), [followFront(clock, !isWayland, onFrontsOfX)]);
  if (swaySocket(env) === null) return byX(onFronts);
  let hasSway = false;
  const bySway = followSwayFront(onFronts);
  const follower: typeof bySway = {
    begin(sway) {
      hasSway = true;
      return bySway.begin(sway);
    },
    end() {
      hasSway = false;
      bySway.end();
    },
  };
  return keepConnected(
    clock,
    () => connectToSway(env),
    [follower],
    (retry) => {
      const ends = [watchForSway(env, retry), byX((fronts) => (hasSway ? undefined : onFronts(fronts)))];
      return () => {
        for (const end of ends) end();
      };
    },
  );
}
