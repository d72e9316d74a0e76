import { expect, it } from 'vitest';
import { type DesktopFacts, reachOf } from '../../src-main/desktop/reach.ts';

const X11: DesktopFacts = { platform: 'linux', isWayland: false, hasXServer: true, isSway: false };

it.each([
  ['X11', {}, 'all', 'never'],
  ['a Wayland session', { isWayland: true }, 'x11', 'never'],
  ['a Wayland session without XWayland', { isWayland: true, hasXServer: false }, 'none', 'never'],
  ['sway', { isWayland: true, isSway: true }, 'all', 'never'],
  ['a display of another machine', { hasXServer: false }, 'none', 'never'],
  ['Windows', { platform: 'win32', hasXServer: false }, 'none', 'kept-out'],
  ['macOS', { platform: 'darwin', hasXServer: false }, 'none', 'older'],
] as const)('%s', (_, facts, windows, captures) => {
  expect(reachOf({ ...X11, ...facts })).toEqual({ windows, captures });
});
