import { type Timer, throttle } from '../../src-shared/throttle.ts';
import { createStore, type Store } from '../shared/store.ts';

/** The frame that shows a change must not wait for words that nobody sees: they took 14 ms of its delay. */
const ANNOUNCE_DELAY_MS = 50;

/** The words that screen readers announce. */
export interface Announcements extends Pick<Store<string>, 'get' | 'subscribe'> {
  /** Announce the result of `words` a moment later, unless newer words come before that. */
  announce(words: () => string): void;
}

export function createAnnouncements(timer: Timer): Announcements {
  const { get, set, subscribe } = createStore('');
  return { get, subscribe, announce: throttle(timer, ANNOUNCE_DELAY_MS, (words: () => string) => set(words())) };
}
