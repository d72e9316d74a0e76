import { describe, expect, it, test } from 'vitest';
import { parseAccelerator } from '../../src-shared/accelerator.ts';

describe('a global shortcut', () => {
  test.each([
    ['Control+Alt+M', 'Control+Alt+M'],
    ['alt+ctrl+m', 'Control+Alt+M'],
    ['Shift+Meta+F5', 'Shift+Super+F5'],
    ['Cmd+Option+Space', 'Alt+Command+Space'],
    ['CmdOrCtrl+Enter', 'CommandOrControl+Return'],
    ['Control + Shift + esc', 'Control+Shift+Escape'],
    ['Control+Plus', 'Control+Plus'],
    ['Control+,', 'Control+,'],
    ['Super+num0', 'Super+num0'],
  ])('"%s" is "%s"', (text, spelled) => {
    expect(parseAccelerator(text)).toBe(spelled);
  });

  test.each(['F1', 'F24', 'Shift+F9', 'MediaPlayPause', 'VolumeMute'])('"%s" may be a key alone', (text) => {
    expect(parseAccelerator(text)).toBe(text);
  });

  test.each(['M', 'Shift+M', 'Space', 'Escape', 'Shift+Tab'])('"%s" would take a key from those who type', (text) => {
    expect(parseAccelerator(text)).toBeNull();
  });

  test.each(['', '+', 'Control', 'Control+', 'Control+Alt', 'Control++', 'F25', 'F0', 'Hyper+M', 'Control+MM'])(
    '"%s" is none',
    (text) => {
      expect(parseAccelerator(text)).toBeNull();
    },
  );

  it('has each modifier once and one key', () => {
    expect(parseAccelerator('Control+Ctrl+M')).toBeNull();
    expect(parseAccelerator('Control+M+N')).toBeNull();
    expect(parseAccelerator('M+Control')).toBeNull();
    expect(parseAccelerator('Control+ą')).toBeNull();
  });
});
