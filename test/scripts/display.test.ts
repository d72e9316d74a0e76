import { expect, it } from 'vitest';
import { hasDisplay, requireDisplay } from '../../scripts/display.ts';

it('is there on Linux when a server is named, and always elsewhere', () => {
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('darwin', {})).toBe(true);
});

it('is required with a message that says what else there is', () => {
  expect(() => requireDisplay('linux', {})).toThrow(/no display.*npm run demo/s);
  expect(() => requireDisplay('linux', { DISPLAY: ':0' })).not.toThrow();
});
