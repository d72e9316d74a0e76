import { isDeepStrictEqual } from 'node:util';
import type { GlobalShortcut } from 'electron';
import { parseAccelerator } from '../../src-shared/accelerator.ts';
import { recordOf } from '../../src-shared/record-of.ts';
import type { Settings } from '../../src-shared/settings.ts';
import type { ShortcutState, ShortcutStates } from '../../src-shared/settings-contract.ts';
import { SHORTCUT_NAMES, type ShortcutName } from '../../src-shared/settings-limits.ts';

/**
 * X11 reports each repetition of a held key as a press (Electron 33: 60 in three seconds). A press this soon after the last
 * one counts as a repetition; the X server's first comes after 660 ms.
 */
export const HELD_KEYS_MS = 700;

type ShortcutSettings = Settings['shortcuts'];

/** The plan for one shortcut: an accelerator to register, or the state of one that can't be. */
export type ShortcutPlan = { readonly register: string } | { readonly state: Exclude<ShortcutState, 'active'> };

/**
 * Plan the registrations. An invalid shortcut is not registered, nor is one that equals an earlier one. Pure.
 */
export function planShortcuts(settings: ShortcutSettings): Readonly<Record<ShortcutName, ShortcutPlan>> {
  const taken = new Set<string>();
  const plan = (name: ShortcutName): ShortcutPlan => {
    const text = settings[name];
    if (text === null) return { state: 'unset' };
    const accelerator = parseAccelerator(text);
    if (accelerator === null || taken.has(accelerator)) return { state: 'conflict' };
    taken.add(accelerator);
    return { register: accelerator };
  };
  return recordOf(SHORTCUT_NAMES, plan);
}

/** The global shortcuts of the overlay. */
export interface Shortcuts {
  /** Register these shortcuts and no others, unless they are registered already. */
  apply(settings: ShortcutSettings): void;
  /** Release all keys while the user records new ones, which would be swallowed otherwise. */
  setRecording(recording: boolean): void;
  /** Return the state of each shortcut. */
  states(): ShortcutStates;
}

/**
 * @param system Electron's `globalShortcut`, which works once the app is ready. It reports keys that another program holds
 *   on Windows and X11; on macOS, several programs may share them.
 * @param onPress called with the pressed shortcut, once however long the keys are held.
 */
export function createShortcuts(
  system: Pick<GlobalShortcut, 'register' | 'unregister'>,
  nowMs: () => number,
  onPress: (name: ShortcutName) => void,
): Shortcuts {
  /** The time of the last reported press of each. */
  const pressedAtMs = new Map<ShortcutName, number>();
  let registered: string[] = [];
  let applied: ShortcutSettings | null = null;
  let wanted: ShortcutSettings | null = null;
  let isRecording = false;
  let states: ShortcutStates = recordOf(SHORTCUT_NAMES, () => 'unset');

  const pressed = (name: ShortcutName) => {
    const isHeld = nowMs() - (pressedAtMs.get(name) ?? Number.NEGATIVE_INFINITY) < HELD_KEYS_MS;
    pressedAtMs.set(name, nowMs());
    if (!isHeld) onPress(name);
  };

  const register = (accelerator: string, name: ShortcutName): ShortcutState => {
    try {
      if (!system.register(accelerator, () => pressed(name))) return 'conflict';
    } catch {
      // Electron throws for a key that this system does not have.
      return 'conflict';
    }
    registered.push(accelerator);
    return 'active';
  };

  const release = () => {
    for (const accelerator of registered) system.unregister(accelerator);
    registered = [];
    applied = null;
  };

  const takeWanted = () => {
    if (wanted === null || isRecording || isDeepStrictEqual(wanted, applied)) return;
    release();
    applied = wanted;
    const plans = planShortcuts(wanted);
    states = recordOf(SHORTCUT_NAMES, (name) => {
      const plan = plans[name];
      return 'register' in plan ? register(plan.register, name) : plan.state;
    });
  };

  return {
    states: () => states,
    apply(settings) {
      wanted = settings;
      takeWanted();
    },
    setRecording(recording) {
      isRecording = recording;
      if (recording) release();
      takeWanted();
    },
  };
}
