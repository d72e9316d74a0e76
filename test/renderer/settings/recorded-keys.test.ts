import { describe, expect, it } from 'vitest';
import { type KeyPress, recordKeys } from '../../../src-renderer/settings/recorded-keys.ts';

type Modifier = 'ctrl' | 'alt' | 'shift' | 'meta' | 'altGr';

function press(key: string, code: string, ...modifiers: readonly Modifier[]): KeyPress {
  const has = (modifier: Modifier) => modifiers.includes(modifier);
  return {
    key,
    code,
    ctrlKey: has('ctrl'),
    altKey: has('alt'),
    shiftKey: has('shift'),
    metaKey: has('meta'),
    getModifierState: (name) => name === 'AltGraph' && has('altGr'),
  };
}

describe('recording a shortcut', () => {
  it.each([
    [press('m', 'KeyM', 'ctrl', 'alt'), 'Control+Alt+M'],
    [press('M', 'KeyM', 'ctrl', 'shift'), 'Control+Shift+M'],
    [press('F9', 'F9'), 'F9'],
    [press('ArrowUp', 'ArrowUp', 'meta'), 'Super+Up'],
    [press(' ', 'Space', 'ctrl', 'alt'), 'Control+Alt+Space'],
    [press('!', 'Digit1', 'ctrl', 'shift'), 'Control+Shift+1'],
    [press('7', 'Numpad7', 'ctrl'), 'Control+num7'],
    [press('-', 'Minus', 'alt'), 'Alt+-'],
    [press('Enter', 'Enter', 'ctrl'), 'Control+Return'],
    [press('Escape', 'Escape', 'ctrl'), 'Control+Escape'],
    [press('Backspace', 'Backspace', 'ctrl', 'alt'), 'Control+Alt+Backspace'],
    [press('MediaPlayPause', 'MediaPlayPause'), 'MediaPlayPause'],
  ])('takes %o for %s', (keys, accelerator) => {
    expect(recordKeys(keys)).toEqual({ kind: 'keys', accelerator });
  });

  it('takes the letter that the keyboard’s layout has there', () => {
    expect(recordKeys(press('a', 'KeyQ', 'ctrl'))).toEqual({ kind: 'keys', accelerator: 'Control+A' });
  });

  it('knows AltGr, which types other letters and which Windows reports as Control and Alt', () => {
    expect(recordKeys(press('ą', 'KeyA', 'ctrl', 'alt', 'altGr'))).toEqual({ kind: 'keys', accelerator: 'AltGr+A' });
  });

  it.each(['Control', 'Alt', 'AltGraph', 'Shift', 'Meta'])('waits while only %s is down', (key) => {
    expect(recordKeys(press(key, `${key}Left`, 'ctrl'))).toEqual({ kind: 'incomplete' });
  });

  it('ends with Esc or Tab, and clears with Backspace or Delete', () => {
    expect(recordKeys(press('Escape', 'Escape'))).toEqual({ kind: 'cancel' });
    expect(recordKeys(press('Tab', 'Tab'))).toEqual({ kind: 'cancel' });
    expect(recordKeys(press('Backspace', 'Backspace'))).toEqual({ kind: 'clear' });
    expect(recordKeys(press('Delete', 'Delete'))).toEqual({ kind: 'clear' });
  });

  it.each([press('a', 'KeyA'), press('A', 'KeyA', 'shift'), press('Dead', 'IntlRo', 'ctrl')])(
    'refuses what would take a letter away from every program, or is no key that can be named: %o',
    (keys) => {
      expect(recordKeys(keys)).toEqual({ kind: 'refused' });
    },
  );
});
