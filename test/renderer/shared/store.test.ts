import { describe, expect, it, vi } from 'vitest';
import { createStore } from '../../../src-renderer/shared/store.ts';

describe('a store', () => {
  it('tells its listeners of every change until they leave', () => {
    const store = createStore('a');
    const listener = vi.fn();
    const leave = store.subscribe(listener);
    store.set('b');
    expect(store.get()).toBe('b');
    expect(listener).toHaveBeenCalledTimes(1);
    leave();
    store.set('c');
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('tells nobody of a value that it already holds', () => {
    const store = createStore('a');
    const listener = vi.fn();
    store.subscribe(listener);
    store.set('a');
    expect(listener).not.toHaveBeenCalled();
  });
});
