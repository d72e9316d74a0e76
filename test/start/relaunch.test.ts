import { afterEach, expect, it, vi } from 'vitest';

const again = vi.fn();
vi.mock('electron', () => ({ app: { relaunch: again } }));
const { relaunch } = await import('../../src-main/start/relaunch.ts');

afterEach(() => {
  vi.unstubAllEnvs();
  again.mockClear();
});

it('keeps the profile: Electron moves switches away from a name that follows them', () => {
  vi.stubEnv('APPIMAGE', undefined);
  relaunch(['--disable-gpu', '.', '--profile', 'work']);
  expect(again).toHaveBeenCalledWith({ args: ['--disable-gpu', '.', '--profile=work'] });
});

it('starts the image that an AppImage came from, not what was mounted of it', () => {
  vi.stubEnv('APPIMAGE', '/apps/overlay.AppImage');
  vi.stubEnv('APPDIR', undefined);
  relaunch([]);
  expect(again).toHaveBeenCalledWith({ args: [], execPath: '/apps/overlay.AppImage' });
});

it('starts no other program whose AppImage it was started from', () => {
  vi.stubEnv('APPIMAGE', '/apps/terminal.AppImage');
  vi.stubEnv('APPDIR', '/tmp/.mount_terminal');
  relaunch([]);
  expect(again).toHaveBeenCalledWith({ args: [] });
});
