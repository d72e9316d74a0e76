import type { Section, Settings } from '../../src-preload/settings.ts';
import type { Refusal, SettingsBridge, SettingsView } from '../../src-preload/settings-contract.ts';
import { createStore, type Store } from '../shared/store.ts';

/** What the page draws, and the way in which it changes settings. */
export interface ViewStore extends Pick<Store<SettingsView | null>, 'get' | 'subscribe'> {
  /** Changes fields of a section. The change is drawn at once, and taken back when main refuses it. */
  update<S extends Section>(section: S, changes: Partial<Settings[S]>): Promise<Refusal | null>;
}

/**
 * Follows main's view. While a change is on its way, what main tells is kept back: it may be older than what the user
 * has just done, and a slider must not jump under the pointer.
 */
export function createViewStore(bridge: Pick<SettingsBridge, 'onView' | 'update'>): ViewStore {
  const shown = createStore<SettingsView | null>(null);
  let told: SettingsView | null = null;
  let underWay = 0;

  bridge.onView((view) => {
    told = view;
    if (underWay === 0) shown.set(told);
  });

  return {
    get: shown.get,
    subscribe: shown.subscribe,
    async update(section, changes) {
      const view = shown.get();
      if (view !== null) {
        const changed = { ...view.settings[section], ...changes };
        shown.set({ ...view, settings: { ...view.settings, [section]: changed } });
      }
      underWay += 1;
      try {
        return await bridge.update(section, changes);
      } finally {
        underWay -= 1;
        // Main tells its view before it answers.
        if (underWay === 0) shown.set(told);
      }
    },
  };
}
