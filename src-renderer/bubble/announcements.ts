import { createStore, type Store } from '../shared/store.ts';

/** From a change to its being announced: the frame that shows it need not wait for words that nobody sees. */
const ANNOUNCE_DELAY_MS = 50;

/** What screen readers are told. */
export interface Announcements extends Pick<Store<string>, 'get' | 'subscribe'> {
  /** Has what `words` says announced a moment later, unless newer words come before that. */
  announce(words: () => string): void;
}

/** @param wait calls a function after so many milliseconds. */
export function createAnnouncements(wait: (then: () => void, delayMs: number) => void): Announcements {
  const { get, set, subscribe } = createStore('');
  let newest: (() => string) | null = null;
  return {
    get,
    subscribe,
    announce(words) {
      const isWaiting = newest !== null;
      newest = words;
      if (isWaiting) return;
      wait(() => {
        if (newest !== null) set(newest());
        newest = null;
      }, ANNOUNCE_DELAY_MS);
    },
  };
}
