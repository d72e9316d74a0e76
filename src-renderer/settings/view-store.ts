import type { Section, Settings } from '../../src-shared/settings.ts';
import type { Refusal, SettingsBridge, SettingsView } from '../../src-shared/settings-contract.ts';
import { createStore, type Store } from '../shared/store.ts';

/** What the page draws, and the way in which it changes settings. */
export interface ViewStore extends Pick<Store<SettingsView | null>, 'get' | 'subscribe'> {
  /** Changes fields of a section. The change is drawn at once, and taken back when main refuses it. */
  update<S extends Section>(section: S, changes: Partial<Settings[S]>): Promise<Refusal | null>;
}

/**
 * Follows main's view. While a change is on its way, main's views are held back: they may be older than the change, and a
 * slider must not jump under the pointer. A view that arrives late never replaces a newer one.
 */
export function createViewStore(bridge: Pick<SettingsBridge, 'onView' | 'update'>): ViewStore {
  const shown = createStore<SettingsView | null>(null);
  let newest: SettingsView | null = null;
  let changesUnderWay = 0;

  const take = (view: SettingsView) => {
    if (newest === null || view.revision >= newest.revision) newest = view;
  };
  const show = () => {
    if (changesUnderWay === 0) shown.set(newest);
  };

  bridge.onView((view) => {
    take(view);
    show();
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
      changesUnderWay += 1;
      try {
        const answer = await bridge.update(section, changes);
        take(answer.view);
        return answer.refusal;
      } finally {
        changesUnderWay -= 1;
        show();
      }
    },
  };
}
