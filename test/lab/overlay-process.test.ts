import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { overlayArguments } from './overlay-process.ts';

it('starts the project with Chromium’s sandbox on', () => {
  expect(overlayArguments({}, 1000, 'linux')).toEqual(['--no-unsandboxed-zygote', PROJECT_ROOT]);
  expect(overlayArguments({}, 1000, 'darwin')).toEqual([PROJECT_ROOT]);
});

it('turns the sandbox off for root only, whom Chromium would refuse', () => {
  expect(overlayArguments({}, 0, 'linux')).toEqual(['--no-sandbox', '--no-unsandboxed-zygote', PROJECT_ROOT]);
});

it('goes through XWayland in a Wayland session that has it', () => {
  const x11 = '--ozone-platform=x11';
  expect(overlayArguments({ XDG_SESSION_TYPE: 'wayland', DISPLAY: ':0' }, 1000, 'linux')).toContain(x11);
  expect(overlayArguments({ WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, 1000, 'linux')).toContain(x11);
  expect(overlayArguments({ XDG_SESSION_TYPE: 'wayland' }, 1000, 'linux')).not.toContain(x11);
  expect(overlayArguments({ XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' }, 1000, 'linux')).not.toContain(x11);
});
