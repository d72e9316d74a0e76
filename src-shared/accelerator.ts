/**
 * Global shortcuts as text, in Electron's notation: https://www.electronjs.org/docs/latest/api/accelerator
 * For the settings' border in main and for the settings page, which records them.
 */

/** Every modifier that may be written, by the one that is used for it. Electron means the same by Meta and Super. */
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
 * Checks a shortcut that works everywhere, whatever program has the focus.
 *
 * Beside the key there has to be a modifier other than Shift, unless nobody types with the key (function and media
 * keys): a global `A` or `Shift+A` would take that letter away from every program.
 *
 * @returns the shortcut in one spelling, so that two that mean the same are equal; null when it can't be used.
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
