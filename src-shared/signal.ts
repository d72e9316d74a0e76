/** Passes values on to its subscribers. */
export interface Signal<Value> {
  /** Call each listener, in the order of their subscriptions. */
  emit(value: Value): void;
  /** @returns the end of the subscription. */
  subscribe(listener: (value: Value) => void): () => void;
}

export function createSignal<Value = void>(): Signal<Value> {
  const listeners = new Set<(value: Value) => void>();
  return {
    emit(value) {
      for (const listener of [...listeners]) listener(value);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
