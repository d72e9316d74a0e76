import { describe, expect, it, test } from 'vitest';
import { loginLine } from '../../src-main/start/login-line.ts';

type Env = Readonly<Record<string, string>>;

const desktopOf = (env: Env, windowManager: string | null = null, hasDex = false) =>
  loginLine({ env, windowManager, hasDex }, ['/opt/overlay'])?.desktop ?? null;

describe('a desktop that ignores login entries', () => {
  test.each<[string, Env, string | null, string]>([
    ['by the name that it gives itself', { XDG_CURRENT_DESKTOP: 'sway' }, 'wlroots wm', 'sway'],
    ['by one of its names', { XDG_CURRENT_DESKTOP: 'mine:i3' }, null, 'i3'],
    ['by the name of its session', { XDG_SESSION_DESKTOP: 'bspwm' }, null, 'bspwm'],
    ['by its window manager', {}, 'awesome', 'awesome'],
    ['by its window manager in a session of another name', { XDG_SESSION_DESKTOP: 'i3-with-shmlog' }, 'i3', 'i3'],
    ['by the window manager of its X server', {}, 'Weston WM', 'Weston'],
    ['by its socket', { SWAYSOCK: '/run/sway' }, 'wlroots wm', 'sway'],
  ])('is recognised %s', (_, env, windowManager, desktop) => {
    expect(desktopOf(env, windowManager)).toBe(desktop);
  });
});

describe('a desktop that starts login entries', () => {
  test.each<[string, Env, string | null]>([
    ['that says so', { XDG_CURRENT_DESKTOP: 'GNOME' }, 'GNOME Shell'],
    ['with another window manager', { XDG_CURRENT_DESKTOP: 'XFCE' }, 'i3'],
    ['with the socket of a nested sway', { XDG_CURRENT_DESKTOP: 'KDE', SWAYSOCK: '/run/sway' }, null],
    ['that nobody knows', {}, null],
    ['called like something else', {}, 'toString'],
  ])('%s needs no line', (_, env, windowManager) => {
    expect(desktopOf(env, windowManager)).toBeNull();
  });

  it('is i3 where there is dex, which its own configuration uses', () => {
    expect(desktopOf({ XDG_CURRENT_DESKTOP: 'i3' }, 'i3', false)).toBe('i3');
    expect(desktopOf({ XDG_CURRENT_DESKTOP: 'i3' }, 'i3', true)).toBeNull();
  });
});

describe('the line', () => {
  const lineFor = (desktop: string, ...command: readonly [string, ...string[]]) =>
    loginLine({ env: { XDG_CURRENT_DESKTOP: desktop }, windowManager: null, hasDex: false }, command);

  test.each([
    ['sway', '~/.config/sway/config', `exec exec '/opt/My App/$$x' --profile=work --once`],
    ['i3', '~/.config/i3/config', `exec --no-startup-id '/opt/My App/$x' --profile=work --once`],
    ['awesome', '~/.config/awesome/rc.lua', `awful.spawn({ "/opt/My App/$x", "--profile=work", "--once" })`],
    ['bspwm', '~/.config/bspwm/bspwmrc', `'/opt/My App/$x' --profile=work --once &`],
  ])('of %s', (desktop, file, line) => {
    expect(lineFor(desktop, '/opt/My App/$x', '--profile=work')).toMatchObject({ file, line });
  });

  it('of Weston has no arguments', () => {
    expect(lineFor('weston', '/opt/My App/x')?.line).toBe('[autolaunch]\npath=/opt/My App/x');
    expect(lineFor('weston', '/opt/My App/x', '--profile=work')).toMatchObject({ line: null });
  });

  it('of awesome is a list of Lua strings', () => {
    expect(lineFor('awesome', '/opt/a"b\\c')?.line).toBe(`awful.spawn({ "/opt/a\\"b\\\\c", "--once" })`);
  });
});
