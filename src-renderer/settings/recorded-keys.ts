import { parseAccelerator } from '../../src-shared/accelerator.ts';

/** The fields of a KeyboardEvent that identify the pressed keys. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey' | 'getModifierState'
>;

/** The meaning of a key press while a shortcut is recorded. */
export type Recorded =
  /** Only modifiers are down so far. */
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'keys'; readonly accelerator: string }
  /** These keys can't be a global shortcut. */
  | { readonly kind: 'refused' };

const MODIFIER_KEYS = ['Control', 'Alt', 'AltGraph', 'Shift', 'Meta', 'OS'];

/** Electron's names of keys where they differ from a KeyboardEvent's `code`. */
const CODES: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Enter: 'Return',
  NumpadEnter: 'Return',
  NumpadDecimal: 'numdec',
  NumpadAdd: 'numadd',
  NumpadSubtract: 'numsub',
  NumpadMultiply: 'nummult',
  NumpadDivide: 'numdiv',
  AudioVolumeUp: 'VolumeUp',
  AudioVolumeDown: 'VolumeDown',
  AudioVolumeMute: 'VolumeMute',
  MediaTrackNext: 'MediaNextTrack',
  MediaTrackPrevious: 'MediaPreviousTrack',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  Comma: ',',
  Period: '.',
  Slash: '/',
};

/** Interpret a key press while a shortcut is recorded. Esc, Tab, Backspace and Delete alone control the recording. */
export function recordKeys(press: KeyPress): Recorded {
  if (MODIFIER_KEYS.includes(press.key)) return { kind: 'incomplete' };
  const modifiers = modifiersOf(press);
  if (modifiers.length === 0 && (press.key === 'Escape' || press.key === 'Tab')) return { kind: 'cancel' };
  if (modifiers.length === 0 && (press.key === 'Backspace' || press.key === 'Delete')) return { kind: 'clear' };
  const accelerator = parseAccelerator([...modifiers, keyOf(press)].join('+'));
  return accelerator === null ? { kind: 'refused' } : { kind: 'keys', accelerator };
}

function modifiersOf(press: KeyPress): string[] {
  const altGr = press.getModifierState('AltGraph');
  return [
    // Windows also reports AltGr as Control and Alt.
    ...(press.ctrlKey && !altGr ? ['Control'] : []),
    ...(press.altKey && !altGr ? ['Alt'] : []),
    ...(altGr ? ['AltGr'] : []),
    ...(press.shiftKey ? ['Shift'] : []),
    ...(press.metaKey ? ['Super'] : []),
  ];
}

/** Return the letter of the keyboard layout, or the key's position where modifiers turn it into another character. */
function keyOf({ key, code }: KeyPress): string {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  return CODES[code] ?? code.replace(/^(Key|Digit)/, '').replace(/^Numpad(?=\d$)/, 'num');
}
