import { describe, expect, it, test } from 'vitest';
import { decideOzone } from '../../src-main/start/ozone.ts';

const WAYLAND = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' };

describe('the windowing system', () => {
  it('is XWayland after one start more, with the arguments that were given', () => {
    expect(decideOzone('linux', WAYLAND, ['--no-sandbox', '.', '--profile', 'work'])).toMatchObject({
      kind: 'relaunch',
      args: ['--ozone-platform=x11', '--no-unsandboxed-zygote', '--no-sandbox', '.', '--profile', 'work'],
    });
  });

  it('is never decided twice, even when the arguments get lost on the way', () => {
    const first = decideOzone('linux', WAYLAND, ['.']);
    if (first.kind !== 'relaunch') throw new Error('no relaunch');
    expect(decideOzone('linux', WAYLAND, first.args)).toEqual({ kind: 'keep' });
    expect(decideOzone('linux', { ...WAYLAND, ...first.env }, ['.'])).toEqual({ kind: 'keep' });
  });

  test.each([
    ['the session type alone', { XDG_SESSION_TYPE: 'wayland', DISPLAY: ':0' }, 'relaunch'],
    ['the Wayland display alone', { WAYLAND_DISPLAY: 'wayland-1', DISPLAY: ':0' }, 'relaunch'],
    ['an X11 session', { XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: '', DISPLAY: ':0' }, 'keep'],
    ['no session type', { DISPLAY: ':0' }, 'keep'],
  ])('with %s', (_what, env, kind) => {
    expect(decideOzone('linux', env, []).kind).toBe(kind);
  });

  it.each([
    ['without', { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' }],
    ['with an empty', { ...WAYLAND, DISPLAY: '' }],
  ])('is Wayland after one start more %s DISPLAY, because Electron would die without an X server', (_, env) => {
    const first = decideOzone('linux', env, ['.']);
    if (first.kind !== 'relaunch') throw new Error('no relaunch');
    expect(first.args).toEqual(['--ozone-platform=wayland', '--no-unsandboxed-zygote', '.']);
    expect(decideOzone('linux', { ...env, ...first.env }, first.args)).toEqual({ kind: 'stay-on-wayland' });
    expect(decideOzone('linux', { ...env, ...first.env }, ['.'])).toEqual({ kind: 'stay-on-wayland' });
  });

  it('is left to a user who has chosen it', () => {
    expect(decideOzone('linux', WAYLAND, ['--ozone-platform=x11']).kind).toBe('keep');
    expect(decideOzone('linux', WAYLAND, ['--ozone-platform=wayland']).kind).toBe('stay-on-wayland');
  });

  it('is not ours to choose on other systems', () => {
    expect(decideOzone('win32', WAYLAND, []).kind).toBe('keep');
    expect(decideOzone('darwin', WAYLAND, []).kind).toBe('keep');
  });
});
