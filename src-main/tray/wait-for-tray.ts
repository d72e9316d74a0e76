import type { Clock } from '../runtime/clock.ts';

/** The first looks are for a desktop that is still starting, the later ones for a tray that is added some day. */
const FIRST_LOOK_AGAIN_MS = 1_000;
const LAST_LOOK_AGAIN_MS = 60_000;

/** A desktop that is still starting has its tray by then (looks at 0, 1 and 3 s). */
const LOOKS_BEFORE_MISSING = 3;

export interface WaitForTrayOptions {
  /** Whether there is a tray now. */
  readonly look: () => Promise<boolean>;
  readonly clock: Clock;
  /** Called once, when there is a tray. */
  readonly onThere: () => void;
  /** Called once, when it is sure that the desktop has started without one. The search goes on. */
  readonly onMissing: () => void;
}

/**
 * Waits for a tray. At login the overlay may be there before the panel, and an icon that finds no tray stays lost.
 * @returns what ends the search.
 */
export function waitForTray({ look, clock, onThere, onMissing }: WaitForTrayOptions): () => void {
  let looks = 0;
  let delayMs = FIRST_LOOK_AGAIN_MS;
  let stopped = false;
  let cancel = () => {};

  const seek = async () => {
    const isThere = await look();
    if (stopped) return;
    if (isThere) {
      onThere();
      return;
    }
    looks += 1;
    if (looks === LOOKS_BEFORE_MISSING) onMissing();
    cancel = clock.setTimeout(() => void seek(), delayMs);
    delayMs = Math.min(2 * delayMs, LAST_LOOK_AGAIN_MS);
  };

  void seek();
  return () => {
    stopped = true;
    cancel();
  };
}
