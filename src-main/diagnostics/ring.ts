/** The last things that were put in, in constant memory. */
export interface Ring<T> {
  add(item: T): void;
  /** The oldest first. */
  items(): readonly T[];
}

/** @param capacity how many are kept. */
export function createRing<T>(capacity: number): Ring<T> {
  const kept: T[] = [];
  /** Where the oldest is, once the ring is full. */
  let oldest = 0;
  return {
    add(item) {
      if (kept.length < capacity) {
        kept.push(item);
        return;
      }
      kept[oldest] = item;
      oldest = (oldest + 1) % capacity;
    },
    items: () => [...kept.slice(oldest), ...kept.slice(0, oldest)],
  };
}
