/** The modifiers of https://specifications.freedesktop.org/shortcuts/latest, by their names in our accelerators. */
const MODIFIERS: Readonly<Record<string, string>> = {
  Control: 'CTRL',
  CommandOrControl: 'CTRL',
  Alt: 'ALT',
  Shift: 'SHIFT',
  Super: 'LOGO',
  Command: 'LOGO',
};

/** The names of keys in xkbcommon-keysyms.h without `XKB_KEY_`, where they differ from those in our accelerators. */
const KEYSYMS: Readonly<Record<string, string>> = {
  Plus: 'plus',
  Space: 'space',
  Backspace: 'BackSpace',
  PrintScreen: 'Print',
  PageUp: 'Page_Up',
  PageDown: 'Page_Down',
  VolumeUp: 'XF86AudioRaiseVolume',
  VolumeDown: 'XF86AudioLowerVolume',
  VolumeMute: 'XF86AudioMute',
  MediaNextTrack: 'XF86AudioNext',
  MediaPreviousTrack: 'XF86AudioPrev',
  MediaStop: 'XF86AudioStop',
  MediaPlayPause: 'XF86AudioPlay',
  numdec: 'KP_Decimal',
  numadd: 'KP_Add',
  numsub: 'KP_Subtract',
  nummult: 'KP_Multiply',
  numdiv: 'KP_Divide',
  '`': 'grave',
  '~': 'asciitilde',
  '!': 'exclam',
  '@': 'at',
  '#': 'numbersign',
  $: 'dollar',
  '%': 'percent',
  '^': 'asciicircum',
  '&': 'ampersand',
  '*': 'asterisk',
  '(': 'parenleft',
  ')': 'parenright',
  '-': 'minus',
  _: 'underscore',
  '=': 'equal',
  '[': 'bracketleft',
  ']': 'bracketright',
  '{': 'braceleft',
  '}': 'braceright',
  ';': 'semicolon',
  ':': 'colon',
  "'": 'apostrophe',
  '"': 'quotedbl',
  ',': 'comma',
  '.': 'period',
  '<': 'less',
  '>': 'greater',
  '/': 'slash',
  '?': 'question',
  '\\': 'backslash',
  '|': 'bar',
};

/**
 * Return the keys of an accelerator in the notation of the portals; null if they can't be written in it.
 * @param accelerator from `parseAccelerator`.
 */
export function portalTrigger(accelerator: string): string | null {
  const parts = accelerator.split('+');
  const key = keysymOf(parts.pop() ?? '');
  const modifiers = parts.map((part) => MODIFIERS[part]);
  return modifiers.includes(undefined) ? null : [...modifiers, key].join('+');
}

function keysymOf(key: string): string {
  if (/^[A-Z]$/.test(key)) return key.toLowerCase();
  return KEYSYMS[key] ?? key.replace(/^num(?=\d$)/, 'KP_');
}
