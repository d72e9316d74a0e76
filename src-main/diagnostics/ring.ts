/** The latest items, in constant memory. */
export interface Ring<T> {
  add(item: T): void;
  /** Return the items, the oldest first. */
  items(): readonly T[];
}

/** @param capacity the number of items kept. */
export function createRing<T>(capacity: number): Ring<T> {
  const kept: T[] = [];
  /** The index of the oldest item, once the ring is full. */
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
