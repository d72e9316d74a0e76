import { expect, test } from 'vitest';
import { portalTrigger } from '../../src-main/desktop/portal-trigger.ts';

test.each([
  ['Control+Alt+M', 'CTRL+ALT+m'],
  ['F9', 'F9'],
  ['Shift+Super+Space', 'SHIFT+LOGO+space'],
  ['Control+PageUp', 'CTRL+Page_Up'],
  ['Alt+/', 'ALT+slash'],
  ['Control+num7', 'CTRL+KP_7'],
  ['MediaPlayPause', 'XF86AudioPlay'],
  // The notation has no such modifier.
  ['AltGr+M', null],
])('%s is %s', (accelerator, trigger) => {
  expect(portalTrigger(accelerator)).toBe(trigger);
});
