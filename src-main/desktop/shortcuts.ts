import { isDeepStrictEqual } from 'node:util';
import type { GlobalShortcut } from 'electron';
import { parseAccelerator } from '../../src-shared/accelerator.ts';
import type { ShortcutState, ShortcutStates } from '../../src-shared/desktop-state.ts';
import { recordOf } from '../../src-shared/record-of.ts';
import type { Settings } from '../../src-shared/settings.ts';
import { SHORTCUT_NAMES, type ShortcutName } from '../../src-shared/settings-limits.ts';

/**
 * X11 reports each repetition of a held key as a press (Electron 33: 60 in three seconds). A press this soon after the last
 * one counts as a repetition; the X server's first comes after 660 ms.
 */
export const HELD_KEYS_MS = 700;

type ShortcutSettings = Settings['shortcuts'];

/** The global shortcuts of the overlay. */
export interface Shortcuts {
  /** Register these shortcuts and no others, unless they are registered already. */
  apply(settings: ShortcutSettings): void;
  /** Release all keys while the user records new ones, which would be swallowed otherwise. */
  setRecording(recording: boolean): void;
  /** Return the state of each shortcut. */
  states(): ShortcutStates;
  /** Call `listener` when a state has changed by itself. */
  onChange(listener: () => void): void;
}

/**
 * Register shortcuts with Electron.
 *
 * @param system Electron's `globalShortcut`, which works once the app is ready. It reports keys that another program holds
 *   on Windows and X11; on macOS, several programs may share them.
 * @param reach the state of a registered shortcut.
 * @param onPress called with the pressed shortcut, once however long the keys are held.
 */
export function createShortcuts(
  system: Pick<GlobalShortcut, 'register' | 'unregister'>,
  reach: Extract<ShortcutState, 'active' | 'x11-only' | 'unavailable'>,
  nowMs: () => number,
  onPress: (name: ShortcutName) => void,
): Shortcuts {
  const pressed = oncePerPress(nowMs, onPress);
  let registered: string[] = [];
  let applied: ShortcutSettings | null = null;
  let wanted: ShortcutSettings | null = null;
  let isRecording = false;
  let states: ShortcutStates = recordOf(SHORTCUT_NAMES, () => 'unset');

  /** An invalid shortcut is not registered, nor is one that equals an earlier one. */
  const register = (name: ShortcutName, text: string | null): ShortcutState => {
    if (text === null) return 'unset';
    const accelerator = parseAccelerator(text);
    if (accelerator === null || registered.includes(accelerator)) return 'conflict';
    if (reach === 'unavailable') return reach;
    try {
      if (!system.register(accelerator, () => pressed(name))) return 'conflict';
    } catch {
      // Electron throws for a key that this system does not have.
      return 'conflict';
    }
    registered.push(accelerator);
    return reach;
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
    const texts = wanted;
    states = recordOf(SHORTCUT_NAMES, (name) => register(name, texts[name]));
  };

  return {
    states: () => states,
    onChange() {},
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

/** Return a function that takes every report of a press, and calls `onPress` once for each time the keys are held. */
export function oncePerPress(nowMs: () => number, onPress: (name: ShortcutName) => void): (name: ShortcutName) => void {
  /** The time of the last report of each. */
  const reportedAtMs = new Map<ShortcutName, number>();
  return (name) => {
    const isHeld = nowMs() - (reportedAtMs.get(name) ?? Number.NEGATIVE_INFINITY) < HELD_KEYS_MS;
    reportedAtMs.set(name, nowMs());
    if (!isHeld) onPress(name);
  };
}
