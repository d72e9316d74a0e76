/** The reasons why the user can't see the screen. */
export const OBSTACLES = ['displays off', 'screen locked', 'computer asleep', 'no display'] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** Whether anybody can see the screen: as long as no obstacle is known. */
export interface ScreenSight {
  /** Note whether an obstacle is there. */
  note(obstacle: Obstacle, isThere: boolean): void;
}

/** @param onChange called when the first obstacle has come and when the last one has gone, with those that are there. */
export function createScreenSight(onChange: (obstacles: readonly Obstacle[]) => void): ScreenSight {
  const there = new Set<Obstacle>();
  return {
    note(obstacle, isThere) {
      const wasSeen = there.size === 0;
      if (isThere) there.add(obstacle);
      else there.delete(obstacle);
      if (wasSeen !== (there.size === 0)) onChange([...there]);
    },
  };
}
