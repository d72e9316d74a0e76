import { isDeepStrictEqual } from 'node:util';
import type { GlobalShortcut } from 'electron';
import { parseAccelerator } from '../../src-shared/accelerator.ts';
import type { Settings } from '../../src-shared/settings.ts';
import type { ShortcutName, ShortcutState, ShortcutStates } from '../../src-shared/settings-contract.ts';

/**
 * Keys that are held down repeat, and X11 tells each repetition as a press (seen with Electron 33: 60 in three seconds).
 * A press that comes this soon after the last one is taken for a repetition; the X server's first comes after 660 ms.
 */
export const HELD_KEYS_MS = 700;

type ShortcutSettings = Settings['shortcuts'];

/** What is to be done about one shortcut. */
export type ShortcutPlan = { readonly register: string } | { readonly state: Exclude<ShortcutState, 'active'> };

/**
 * What is to be registered, and what can't be, because it is no shortcut or the same as one before it (of equal ones the
 * first works). Pure.
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
  return {
    toggleMonitoring: plan('toggleMonitoring'),
    stopSpeech: plan('stopSpeech'),
    showHide: plan('showHide'),
    startListening: plan('startListening'),
    typeText: plan('typeText'),
  };
}

/** The global shortcuts of the overlay. */
export interface Shortcuts {
  /** Registers these and no others; does nothing when they are the ones that it registered last. */
  apply(settings: ShortcutSettings): void;
  /** Lets go of all keys while the user records new ones, which would be swallowed otherwise; then takes them again. */
  setRecording(recording: boolean): void;
  /** What came of each. */
  states(): ShortcutStates;
}

/**
 * @param system Electron's `globalShortcut`, which can be asked once the app is ready. It says so when another program
 *   holds the keys; on Windows and X11 it always knows, on macOS several programs may share them.
 * @param nowMs a clock that never jumps.
 * @param onPress called with the shortcut that was pressed, once however long the keys are held down.
 */
export function createShortcuts(
  system: Pick<GlobalShortcut, 'register' | 'unregister'>,
  nowMs: () => number,
  onPress: (name: ShortcutName) => void,
): Shortcuts {
  /** When the system told a press of each last. */
  const pressedAtMs = new Map<ShortcutName, number>();
  let registered: string[] = [];
  let applied: ShortcutSettings | null = null;
  let wanted: ShortcutSettings | null = null;
  let isRecording = false;
  let states: ShortcutStates = {
    toggleMonitoring: 'unset',
    stopSpeech: 'unset',
    showHide: 'unset',
    startListening: 'unset',
    typeText: 'unset',
  };

  const pressed = (name: ShortcutName) => {
    const isHeld = nowMs() - (pressedAtMs.get(name) ?? Number.NEGATIVE_INFINITY) < HELD_KEYS_MS;
    pressedAtMs.set(name, nowMs());
    if (!isHeld) onPress(name);
  };

  const register = (accelerator: string, name: ShortcutName): ShortcutState => {
    try {
      if (!system.register(accelerator, () => pressed(name))) return 'conflict';
    } catch {
      // Electron throws at a key that this system does not have.
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
    const carryOut = (name: ShortcutName) => {
      const plan = plans[name];
      return 'register' in plan ? register(plan.register, name) : plan.state;
    };
    states = {
      toggleMonitoring: carryOut('toggleMonitoring'),
      stopSpeech: carryOut('stopSpeech'),
      showHide: carryOut('showHide'),
      startListening: carryOut('startListening'),
      typeText: carryOut('typeText'),
    };
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
