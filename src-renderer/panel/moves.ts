/**
 * A slider's moves on their way to main: at most one for each frame, and the last one is never left out.
 * @param nextFrame calls back before the next frame is drawn, as `requestAnimationFrame` does.
 * @param send gives a value to main.
 * @returns what takes a move.
 */
export function coalesceMoves<T>(nextFrame: (callback: () => void) => unknown, send: (value: T) => void) {
  let newest: { readonly value: T } | null = null;
  return (value: T): void => {
    const isAsked = newest !== null;
    newest = { value };
    if (isAsked) return;
    nextFrame(() => {
      const taken = newest;
      newest = null;
      if (taken !== null) send(taken.value);
    });
  };
}
