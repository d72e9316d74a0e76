import { isDeepStrictEqual } from 'node:util';
import type { FrontWindow } from '../desktop/front-windows.ts';
import { coveredDisplays } from './covered-displays.ts';
import type { Desktop } from './display-choice.ts';

export interface FullScreenSetup {
  readonly displays: { now(): Desktop; onChange(listener: () => void): void };
  /** Begins to follow the windows in front. Resolves to a function that ends it. */
  readonly begin: (onFronts: (fronts: readonly FrontWindow[]) => void) => Promise<() => void>;
  /** Called with the ids of the displays that a window in full screen covers, when they change; none at first. */
  readonly onCovered: (displayIds: ReadonlySet<number>) => void;
}

/** Watches which displays a window in full screen covers. */
export interface FullScreenWatch {
  setOn(isOn: boolean): void;
}

/** It is off at first, and costs nothing then. */
export function createFullScreenWatch({ displays, begin, onCovered }: FullScreenSetup): FullScreenWatch {
  let fronts: readonly FrontWindow[] = [];
  let told: ReadonlySet<number> = new Set();
  /** Ends the current watch; null while it is off. */
  let end: (() => void) | null = null;

  const tell = () => {
    const { displays: all, primaryId } = displays.now();
    const { scaleFactor = 1 } = all.find(({ id }) => id === primaryId) ?? {};
    const covered = coveredDisplays(fronts, all, scaleFactor);
    if (isDeepStrictEqual(covered, told)) return;
    told = covered;
    onCovered(covered);
  };
  const take = (next: readonly FrontWindow[]) => {
    fronts = next;
    tell();
  };

  const start = () => {
    let isOver = false;
    const begun = begin((next) => {
      if (!isOver) take(next);
    });
    return () => {
      isOver = true;
      take([]);
      void begun.then((stop) => stop());
    };
  };

  displays.onChange(() => {
    if (fronts.length > 0) tell();
  });
  return {
    setOn(isOn) {
      if (isOn === (end !== null)) return;
      end?.();
      end = isOn ? start() : null;
    },
  };
}
