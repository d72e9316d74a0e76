import { describe, expect, it, vi } from 'vitest';
import { createViewStore } from '../../../src-renderer/settings/view-store.ts';
import { DEFAULT_SETTINGS } from '../../../src-shared/settings.ts';
import type { ChangeAnswer, Refusal, SettingsBridge, SettingsView } from '../../../src-shared/settings-contract.ts';
import { settingsViewWith } from '../../settings-view.ts';

function viewWith(lingerSeconds: number, revision: number): SettingsView {
  return settingsViewWith({
    revision,
    settings: { ...DEFAULT_SETTINGS, behaviour: { ...DEFAULT_SETTINGS.behaviour, lingerSeconds } },
  });
}

function start() {
  const listeners: ((view: SettingsView) => void)[] = [];
  const answers: ((answer: ChangeAnswer) => void)[] = [];
  /** Main's settings, and the views that were pushed and are still on their way to the page. */
  let view = viewWith(0, 0);
  const pushed: SettingsView[] = [];
  const bridge: Pick<SettingsBridge, 'onView' | 'update'> = {
    onView(listener) {
      listeners.push(listener);
      return () => {};
    },
    update: vi.fn(() => new Promise<ChangeAnswer>((resolve) => answers.push(resolve))),
  };
  const store = createViewStore(bridge);
  return {
    store,
    linger: () => store.get()?.settings.behaviour.lingerSeconds,
    /** Main changes its settings and pushes the view. */
    push(lingerSeconds: number) {
      view = viewWith(lingerSeconds, view.revision + 1);
      pushed.push(view);
    },
    /** The oldest pushed view arrives. */
    arrive() {
      const arrived = pushed.shift();
      if (arrived === undefined) throw new Error('nothing is on its way');
      for (const listener of listeners) listener(arrived);
    },
    /** Main's answer to the oldest change arrives. */
    answer: (refusal: Refusal | null) => answers.shift()?.({ refusal, view }),
  };
}

describe('what the settings page shows', () => {
  it('is nothing before main has told anything, and then that', () => {
    const { store, linger, push, arrive } = start();
    expect(store.get()).toBeNull();
    push(4);
    arrive();
    expect(linger()).toBe(4);
  });

  it('changes at once with what the user does', () => {
    const { store, linger, push, arrive } = start();
    push(4);
    arrive();
    void store.update('behaviour', { lingerSeconds: 9 });
    expect(linger()).toBe(9);
    expect(store.get()?.settings.behaviour.visibility).toBe('auto');
  });

  it('does not jump back while the user goes on', async () => {
    const { store, linger, push, arrive, answer } = start();
    push(4);
    arrive();
    const first = store.update('behaviour', { lingerSeconds: 5 });
    const second = store.update('behaviour', { lingerSeconds: 6 });
    push(5);
    arrive();
    answer(null);
    await first;
    expect(linger()).toBe(6);
    push(6);
    arrive();
    answer(null);
    await second;
    expect(linger()).toBe(6);
    push(7);
    arrive();
    expect(linger()).toBe(7);
  });

  it('does not jump back when the answer arrives before the view', async () => {
    const { store, linger, push, arrive, answer } = start();
    push(4);
    arrive();
    const change = store.update('behaviour', { lingerSeconds: 5 });
    push(5);
    answer(null);
    await change;
    expect(linger()).toBe(5);
    arrive();
    expect(linger()).toBe(5);
  });

  it('does not jump back when an older view arrives after the answer', async () => {
    const { store, linger, push, arrive, answer } = start();
    push(4);
    arrive();
    const first = store.update('behaviour', { lingerSeconds: 5 });
    push(5);
    const second = store.update('behaviour', { lingerSeconds: 6 });
    push(6);
    answer(null);
    answer(null);
    await Promise.all([first, second]);
    expect(linger()).toBe(6);
    arrive();
    expect(linger()).toBe(6);
    arrive();
    expect(linger()).toBe(6);
    push(7);
    arrive();
    expect(linger()).toBe(7);
  });

  it('goes back when main refuses', async () => {
    const { store, linger, push, arrive, answer } = start();
    push(4);
    arrive();
    const change = store.update('behaviour', { lingerSeconds: 99 });
    answer({ fields: ['lingerSeconds'] });
    expect(await change).toEqual({ fields: ['lingerSeconds'] });
    expect(linger()).toBe(4);
  });
});
