import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src-preload/settings.ts';
import type { Refusal, SettingsBridge, SettingsView } from '../../../src-preload/settings-contract.ts';
import { createViewStore } from '../../../src-renderer/settings/view-store.ts';
import { settingsViewWith } from '../../settings-view.ts';

function viewWith(lingerSeconds: number): SettingsView {
  return settingsViewWith({
    settings: { ...DEFAULT_SETTINGS, behaviour: { ...DEFAULT_SETTINGS.behaviour, lingerSeconds } },
  });
}

function start() {
  const listeners: ((view: SettingsView) => void)[] = [];
  const answers: ((refusal: Refusal | null) => void)[] = [];
  const bridge: Pick<SettingsBridge, 'onView' | 'update'> = {
    onView(listener) {
      listeners.push(listener);
      return () => {};
    },
    update: vi.fn(() => new Promise<Refusal | null>((resolve) => answers.push(resolve))),
  };
  const store = createViewStore(bridge);
  return {
    store,
    linger: () => store.get()?.settings.behaviour.lingerSeconds,
    told: (lingerSeconds: number) => {
      for (const listener of listeners) listener(viewWith(lingerSeconds));
    },
    answer: (refusal: Refusal | null) => answers.shift()?.(refusal),
  };
}

describe('what the settings page shows', () => {
  it('is nothing before main has told anything, and then that', () => {
    const { store, linger, told } = start();
    expect(store.get()).toBeNull();
    told(4);
    expect(linger()).toBe(4);
  });

  it('changes at once with what the user does', () => {
    const { store, linger, told } = start();
    told(4);
    void store.update('behaviour', { lingerSeconds: 9 });
    expect(linger()).toBe(9);
    expect(store.get()?.settings.behaviour.visibility).toBe('auto');
  });

  it('does not jump back while the user goes on', async () => {
    const { store, linger, told, answer } = start();
    told(4);
    const first = store.update('behaviour', { lingerSeconds: 5 });
    const second = store.update('behaviour', { lingerSeconds: 6 });
    told(5);
    answer(null);
    await first;
    expect(linger()).toBe(6);
    told(6);
    answer(null);
    await second;
    expect(linger()).toBe(6);
    told(7);
    expect(linger()).toBe(7);
  });

  it('goes back when main refuses', async () => {
    const { store, linger, told, answer } = start();
    told(4);
    const change = store.update('behaviour', { lingerSeconds: 99 });
    answer({ fields: ['lingerSeconds'] });
    expect(await change).toEqual({ fields: ['lingerSeconds'] });
    expect(linger()).toBe(4);
  });
});
