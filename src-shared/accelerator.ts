/**
 * Global shortcuts as text, in Electron's notation: https://www.electronjs.org/docs/latest/api/accelerator
 * The settings page records them; main checks them.
 */

/** Every spelling of a modifier, with the one that we write. To Electron, Meta and Super are the same. */
const MODIFIERS: ReadonlyMap<string, string> = new Map([
  ['control', 'Control'],
  ['ctrl', 'Control'],
  ['alt', 'Alt'],
  ['option', 'Alt'],
  ['altgr', 'AltGr'],
  ['shift', 'Shift'],
  ['super', 'Super'],
  ['meta', 'Super'],
  ['command', 'Command'],
  ['cmd', 'Command'],
  ['commandorcontrol', 'CommandOrControl'],
  ['cmdorctrl', 'CommandOrControl'],
]);
const MODIFIER_ORDER = [...new Set(MODIFIERS.values())];

const NAMED_KEYS: ReadonlyMap<string, string> = new Map(
  [
    ...['Plus', 'Space', 'Tab', 'Backspace', 'Delete', 'Insert', 'Return', 'Escape', 'PrintScreen'],
    ...['Up', 'Down', 'Left', 'Right', 'Home', 'End', 'PageUp', 'PageDown'],
    ...['VolumeUp', 'VolumeDown', 'VolumeMute'],
    ...['MediaNextTrack', 'MediaPreviousTrack', 'MediaStop', 'MediaPlayPause'],
    ...['numdec', 'numadd', 'numsub', 'nummult', 'numdiv'],
    ...Array.from({ length: 10 }, (_, digit) => `num${digit}`),
  ].map((name) => [name.toLowerCase(), name]),
);
const KEY_ALIASES: ReadonlyMap<string, string> = new Map([
  ['enter', 'Return'],
  ['esc', 'Escape'],
]);

const CHARACTER = /^[A-Z0-9`~!@#$%^&*()\-_=[\]{};:'",.<>/?\\|]$/;
const FUNCTION_KEY = /^F([1-9]|1[0-9]|2[0-4])$/;
const MEDIA_KEY = /^(Media|Volume)/;

/**
 * Check a global shortcut.
 *
 * It needs a modifier other than Shift, except for function and media keys: a global `A` or `Shift+A` would take that
 * letter away from every program.
 *
 * @returns the shortcut in its normal spelling, so that equal ones compare equal; null if it is not allowed.
 */
export function parseAccelerator(text: string): string | null {
  const parts = text.split('+').map((part) => part.trim());
  const key = keyName(parts.pop() ?? '');
  const modifiers = parts.map((part) => MODIFIERS.get(part.toLowerCase()));
  if (key === null || modifiers.includes(undefined) || new Set(modifiers).size < modifiers.length) return null;
  const typed = !FUNCTION_KEY.test(key) && !MEDIA_KEY.test(key);
  if (typed && modifiers.every((modifier) => modifier === 'Shift')) return null;
  return [...MODIFIER_ORDER.filter((modifier) => modifiers.includes(modifier)), key].join('+');
}

function keyName(text: string): string | null {
  const lower = text.toLowerCase();
  const upper = text.toUpperCase();
  if (CHARACTER.test(upper) || FUNCTION_KEY.test(upper)) return upper;
  return NAMED_KEYS.get(lower) ?? KEY_ALIASES.get(lower) ?? null;
}
