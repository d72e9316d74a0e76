import { describe, expect, it } from 'vitest';
import { createShortcuts, HELD_KEYS_MS } from '../../src-main/desktop/shortcuts.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/settings.ts';
import type { ShortcutName } from '../../src-shared/settings-limits.ts';
import { createFakeClock } from '../fake-clock.ts';
import { UNSET } from '../settings-view.ts';

const NONE = DEFAULT_SETTINGS.shortcuts;

/** A system on which some keys are held by other programs, and some do not exist. */
function createSystem(
  options: {
    readonly heldByOthers?: readonly string[];
    readonly unknown?: readonly string[];
    readonly reach?: 'x11-only' | 'unavailable';
  } = {},
) {
  const held = new Map<string, () => void>();
  const presses: ShortcutName[] = [];
  const requested: string[] = [];
  let registrations = 0;
  const clock = createFakeClock();
  const shortcuts = createShortcuts(
    {
      register(accelerator, press) {
        requested.push(accelerator);
        if (options.unknown?.includes(accelerator)) throw new TypeError('unknown key');
        if (options.heldByOthers?.includes(accelerator) || held.has(accelerator)) return false;
        held.set(accelerator, press);
        registrations += 1;
        return true;
      },
      unregister(accelerator) {
        held.delete(accelerator);
      },
    },
    options.reach ?? 'active',
    clock.nowMs,
    (name) => presses.push(name),
  );
  const apply = (settings: Parameters<typeof shortcuts.apply>[0]) => {
    shortcuts.apply(settings);
    return shortcuts.states();
  };
  return {
    apply,
    clock,
    held,
    presses,
    requested,
    registrations: () => registrations,
    setRecording: shortcuts.setRecording,
  };
}

describe('what is registered', () => {
  it('is nothing at first', () => {
    const { apply, held } = createSystem();
    expect(apply(NONE)).toEqual(UNSET);
    expect(held.size).toBe(0);
  });

  it('says how far the keys reach, and is nothing where they reach nobody', () => {
    const keys = { ...NONE, stopSpeech: 'F9' };
    const reaching = createSystem({ reach: 'x11-only' });
    expect(reaching.apply(keys).stopSpeech).toBe('x11-only');
    expect(reaching.held.size).toBe(1);
    const vain = createSystem({ reach: 'unavailable' });
    expect(vain.apply(keys).stopSpeech).toBe('unavailable');
    expect(vain.requested).toEqual([]);
  });

  it('is the first of equal ones, however they are spelled', () => {
    const { apply, held, presses, requested } = createSystem();
    const states = apply({ ...NONE, toggleMonitoring: 'Control+Alt+M', stopSpeech: 'F9', showHide: 'alt+ctrl+m' });
    expect(states).toEqual({ ...UNSET, toggleMonitoring: 'active', stopSpeech: 'active', showHide: 'conflict' });
    expect(requested).toEqual(['Control+Alt+M', 'F9']);
    held.get('Control+Alt+M')?.();
    expect(presses).toEqual(['toggleMonitoring']);
  });

  it('is never a key that people type', () => {
    const { apply, held } = createSystem();
    expect(apply({ ...NONE, showHide: 'A' }).showHide).toBe('conflict');
    expect(held.size).toBe(0);
  });
});

describe('the shortcuts', () => {
  it('are active and tell which one was pressed', () => {
    const { apply, held, presses } = createSystem();
    expect(apply({ ...NONE, toggleMonitoring: 'Control+Alt+M', stopSpeech: 'F9' })).toEqual({
      ...UNSET,
      toggleMonitoring: 'active',
      stopSpeech: 'active',
    });
    held.get('F9')?.();
    held.get('Control+Alt+M')?.();
    expect(presses).toEqual(['stopSpeech', 'toggleMonitoring']);
  });

  it('are pressed once while their keys are held down and repeat', () => {
    const { apply, clock, held, presses } = createSystem();
    apply({ ...NONE, toggleMonitoring: 'F8', stopSpeech: 'F9' });
    held.get('F8')?.();
    clock.advance(660);
    for (let repetition = 0; repetition < 60; repetition += 1) {
      held.get('F8')?.();
      clock.advance(40);
    }
    expect(presses).toEqual(['toggleMonitoring']);
    // Other keys are not the ones that are held.
    held.get('F9')?.();
    expect(presses).toEqual(['toggleMonitoring', 'stopSpeech']);
    clock.advance(HELD_KEYS_MS);
    held.get('F8')?.();
    expect(presses).toEqual(['toggleMonitoring', 'stopSpeech', 'toggleMonitoring']);
  });

  it('are in conflict when another program holds the keys, or nobody has them', () => {
    const { apply } = createSystem({ heldByOthers: ['F9'], unknown: ['F24'] });
    expect(apply({ ...NONE, stopSpeech: 'F9', showHide: 'F24' })).toEqual({
      ...UNSET,
      stopSpeech: 'conflict',
      showHide: 'conflict',
    });
  });

  it('give their keys back when they are changed', () => {
    const { apply, held } = createSystem();
    apply({ ...NONE, stopSpeech: 'F9' });
    expect(apply({ ...NONE, showHide: 'F9' }).showHide).toBe('active');
    apply(NONE);
    expect(held.size).toBe(0);
  });

  it('leave the keys of others alone', () => {
    const { apply, held } = createSystem();
    held.set('F9', () => {});
    apply({ ...NONE, stopSpeech: 'F9' });
    apply(NONE);
    expect(held.has('F9')).toBe(true);
  });

  it('are registered once, however often the settings change elsewhere', () => {
    const { apply, registrations } = createSystem();
    apply({ ...NONE, stopSpeech: 'F9' });
    apply({ ...NONE, stopSpeech: 'F9' });
    expect(registrations()).toBe(1);
  });

  it('let go of their keys while new ones are recorded, and take the ones that are wanted then', () => {
    const { apply, held, setRecording } = createSystem();
    apply({ ...NONE, stopSpeech: 'F9', showHide: 'F10' });
    setRecording(true);
    expect(held.size).toBe(0);
    apply({ ...NONE, stopSpeech: 'F8', showHide: 'F10' });
    expect(held.size).toBe(0);
    setRecording(false);
    expect([...held.keys()]).toEqual(['F8', 'F10']);
  });
});
