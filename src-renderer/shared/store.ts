import { createSignal } from '../../src-shared/signal.ts';

/** A value that React can follow with `useSyncExternalStore`. */
export interface Store<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  /** Call `listener` after every change. @returns a function that ends this. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Create a store. Setting an equal value notifies nobody. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const changes = createSignal();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      changes.emit();
    },
    subscribe: changes.subscribe,
  };
}
