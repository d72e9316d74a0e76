/** Put a window directly above another one. Both are numbers of the X server. */
export interface Raise {
  readonly window: number;
  readonly above: number;
}

/** Return the windows that are above the lowest of ours, from the top down. @param order of all windows, the lowest first. */
export function windowsAbove(order: readonly number[], ours: readonly number[]): readonly number[] {
  const lowest = order.findIndex((window) => ours.includes(window));
  if (lowest < 0) return [];
  return order
    .slice(lowest + 1)
    .filter((window) => !ours.includes(window))
    .reverse();
}

/**
 * Return the steps that put our windows above a window that covers them, each above the one before. Windows above that one
 * stay there, such as a menu or a screen lock.
 * @param ours the lowest first.
 */
export function raisesAbove(covering: number, ours: readonly number[]): readonly Raise[] {
  return ours.map((window, index) => ({ window, above: ours[index - 1] ?? covering }));
}

/** Return whether those of our windows that exist are in their order. @param order of all windows. @param ours the lowest first. */
export function areInOrder(order: readonly number[], ours: readonly number[]): boolean {
  const places = ours.map((window) => order.indexOf(window)).filter((place) => place >= 0);
  return places.every((place, index) => place > (places[index - 1] ?? -1));
}
