import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isOverlayRunning, profileFolder } from '../../../scripts/start/running-overlay.ts';
import { makeScratchFolder } from '../../lab/scratch-folder.ts';

describe('the folder of a profile', () => {
  it.each([
    ['linux', {}, undefined, '/home/me/.config/asystent-overlay'],
    ['linux', { XDG_CONFIG_HOME: '/config' }, 'work', '/config/asystent-overlay/profiles/work'],
    ['darwin', {}, undefined, '/home/me/Library/Application Support/asystent-overlay'],
    ['win32', { APPDATA: '/roaming' }, undefined, '/roaming/asystent-overlay'],
    ['linux', { ASYSTENT_PROFILE_DIR: '/tmp/mine' }, 'work', '/tmp/mine'],
  ] as const)('on %s with %j and the profile %s is %s', (platform, env, profile, folder) => {
    expect(profileFolder(env, profile, platform, '/home/me')).toBe(folder);
  });
});

describe('an overlay', () => {
  function makeFolder(): string {
    const scratch = makeScratchFolder('running');
    onTestFinished(scratch.remove);
    return scratch.path;
  }

  /** Chromium's lock and socket, as `pid` on `host` has them. */
  async function lock(folder: string, host: string, pid: number) {
    const path = join(folder, 'socket');
    const server = createServer().listen(path);
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    symlinkSync(`${host}-${pid}`, join(folder, 'SingletonLock'));
    symlinkSync(path, join(folder, 'SingletonSocket'));
    return server;
  }

  it.runIf(process.platform === 'linux')('runs as long as its process does, and listens', async () => {
    const folder = makeFolder();
    expect(isOverlayRunning(folder)).toBe(false);
    const server = await lock(folder, hostname(), process.pid);
    expect(isOverlayRunning(folder)).toBe(true);
    // As when the number is another process's by now.
    await new Promise((resolve) => server.close(resolve));
    expect(isOverlayRunning(folder)).toBe(false);
  });

  it.each(['linux', 'darwin'] as const)(
    'that was killed, or runs on another computer, does not count on %s',
    async (on) => {
      const killed = makeFolder();
      await lock(killed, hostname(), spawnSync(process.execPath, ['--version']).pid);
      expect(isOverlayRunning(killed, on)).toBe(false);
      const elsewhere = makeFolder();
      await lock(elsewhere, 'another-computer', process.pid);
      expect(isOverlayRunning(elsewhere, on)).toBe(false);
    },
  );

  it('runs on Windows while its lock is there', () => {
    const folder = makeFolder();
    expect(isOverlayRunning(folder, 'win32')).toBe(false);
    writeFileSync(join(folder, 'lockfile'), '');
    expect(isOverlayRunning(folder, 'win32')).toBe(true);
  });
});
