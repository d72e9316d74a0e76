import { expect, it } from 'vitest';
import { worthTelling } from '../../../scripts/start/chatter.ts';

it('tells what the app says', () => {
  expect(worthTelling('asystent-overlay: boom')).toBe('overlay: asystent-overlay: boom');
});

it('tells what a page writes to its console', () => {
  expect(worthTelling('page: "boom"')).toBe('page: "boom"');
});

it.each([
  '[17901:1127/200539.522566:ERROR:bus.cc(407)] Failed to connect to the bus',
  '[17901:1127/200539.522566:VERBOSE1:display.cc(1)] looking',
  '[17901:1127/200539.522566:ERROR:dbus/bus.cc:407] Failed to connect to the bus',
  'DevTools listening on ws://127.0.0.1:9222/devtools/browser/1',
  'Debugger listening on ws://127.0.0.1:9229/1',
  'Debugger attached.',
  '(electron:123): Gtk-WARNING **: 12:00:00.000: Theme parsing error',
  'Debugger ending on ws://127.0.0.1:9229/1',
  'For help, see: https://nodejs.org/en/docs/inspector',
  '',
])('leaves out what Chromium and the debugger say: %s', (line) => {
  expect(worthTelling(line)).toBeNull();
});

it('tells how Chromium ended', () => {
  const line = '[17901:1127/200539.522566:FATAL:electron_browser_main_parts.cc(502)] Failed to shutdown.';
  expect(worthTelling(line)).toBe(`overlay: ${line}`);
});
