/** A part that ends is restarted this soon. */
export const RESTART_DELAY_MS = 300;

/** More ends than this within a minute are a crash loop: the cause won't be gone in 300 ms. */
const RESTARTS_PER_MINUTE = 5;
const MINUTE_MS = 60_000;
const CRASH_LOOP_PAUSE_MS = 60_000;

export interface RestartDecision {
  /** Time until the restart in milliseconds. */
  readonly delayMs: number;
  /** Whether the part is in a crash loop, and the delay the long one. */
  readonly isCrashLoop: boolean;
}

/** Count how often one part of the app ends by itself. @returns a function to call at every end. */
export function createRestartPolicy(nowMs: () => number): () => RestartDecision {
  let ends: readonly number[] = [];
  return () => {
    ends = [...ends.filter((endMs) => nowMs() - endMs < MINUTE_MS), nowMs()];
    const isCrashLoop = ends.length > RESTARTS_PER_MINUTE;
    // After the pause the count starts again.
    if (isCrashLoop) ends = [];
    return { delayMs: isCrashLoop ? CRASH_LOOP_PAUSE_MS : RESTART_DELAY_MS, isCrashLoop };
  };
}
