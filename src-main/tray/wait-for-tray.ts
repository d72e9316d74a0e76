import type { Clock } from '../runtime/clock.ts';

/** The first probes are for a desktop that is still starting, the later ones for a tray that is added some day. */
const FIRST_INTERVAL_MS = 1_000;
const LAST_INTERVAL_MS = 60_000;

/** A desktop that is still starting has its tray by then (probes at 0, 1 and 3 s). */
const PROBES_BEFORE_MISSING = 3;

export interface WaitForTrayOptions {
  /** Returns whether there is a tray now. */
  readonly probe: () => Promise<boolean>;
  readonly clock: Clock;
  /** Called once, when there is a tray. */
  readonly onThere: () => void;
  /** Called once, when the desktop has surely started without a tray. The search goes on. */
  readonly onMissing: () => void;
}

/**
 * Wait for a tray. At login the overlay may start before the desktop's panel, and an icon that finds no tray stays lost.
 * @returns a function that ends the search.
 */
export function waitForTray({ probe, clock, onThere, onMissing }: WaitForTrayOptions): () => void {
  let probes = 0;
  let delayMs = FIRST_INTERVAL_MS;
  let stopped = false;
  let cancel = () => {};

  const seek = async () => {
    const isThere = await probe();
    if (stopped) return;
    if (isThere) {
      onThere();
      return;
    }
    probes += 1;
    if (probes === PROBES_BEFORE_MISSING) onMissing();
    cancel = clock.setTimeout(() => void seek(), delayMs);
    delayMs = Math.min(2 * delayMs, LAST_INTERVAL_MS);
  };

  void seek();
  return () => {
    stopped = true;
    cancel();
  };
}
