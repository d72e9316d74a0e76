import type { Section, Settings } from '../../src-shared/settings.ts';
import type { Refusal, SettingsBridge, SettingsView } from '../../src-shared/settings-contract.ts';
import { createStore, type Store } from '../shared/store.ts';

/** The view that the page draws, and a way to change settings. */
export interface ViewStore extends Pick<Store<SettingsView | null>, 'get' | 'subscribe'> {
  /** Change fields of a section. The change shows at once, and is undone if main refuses it. */
  update<S extends Section>(section: S, changes: Partial<Settings[S]>): Promise<Refusal | null>;
}

/**
 * Follow main's view. Views that arrive while a change is under way may be older than the change, and a slider must not
 * jump under the pointer: they show after the answer. A late view never replaces a newer one.
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
