import { existsSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { until } from '../lab/until.ts';
import { closeDialog, findDialog } from './dialog.ts';
import { overlayOf, startOverlayProcess, temporaryFolder } from './overlay-process.ts';

/** /proc is there and readable, and nobody may make a file in it: not even root, as whom the tests may run. */
const UNWRITABLE = '/proc';

/** A home whose profile folder is there, and can't be written. */
function homeWithUnwritableProfile(): Record<string, string> {
  const config = temporaryFolder();
  symlinkSync(UNWRITABLE, join(config, 'asystent-overlay'));
  return { XDG_CONFIG_HOME: config };
}

const TOO_LONG = `/tmp/${'x'.repeat(300)}`;

/** The name of a case, its environment, and the overlay's message about it. */
const CASES: readonly (readonly [string, () => Record<string, string>, RegExp])[] = [
  [
    'a folder in which nothing can be written',
    homeWithUnwritableProfile,
    /folder .*asystent-overlay: .*can’t be written to/,
  ],
  [
    'a home without a folder, in which none can be made',
    () => ({ HOME: UNWRITABLE, XDG_CONFIG_HOME: '' }),
    /\/proc\/\.config/,
  ],
  [
    'a configuration folder in which none can be made',
    () => ({ XDG_CONFIG_HOME: UNWRITABLE }),
    /folder \/proc\/asystent-overlay/,
  ],
  ['a file', () => ({ ASYSTENT_PROFILE_DIR: '/etc/hostname' }), /ASYSTENT_PROFILE_DIR=\/etc\/hostname: .*not a folder/],
  [
    'a folder that can’t be made',
    () => ({ ASYSTENT_PROFILE_DIR: '/proc/x' }),
    /ASYSTENT_PROFILE_DIR=\/proc\/x: .*can’t be made/,
  ],
  ['a name that is too long', () => ({ ASYSTENT_PROFILE_DIR: TOO_LONG }), /ASYSTENT_PROFILE_DIR=\/tmp\/x+: .*too long/],
  [
    'a relative path',
    () => ({ ASYSTENT_PROFILE_DIR: 'some/profile' }),
    /ASYSTENT_PROFILE_DIR=some\/profile: .*full path/,
  ],
];

describe('a profile’s folder', () => {
  test.each(CASES)(
    'that is %s is told in a dialog and to the terminal [REL-PROFILE-UNUSABLE]',
    async (_, environment, message) => {
      const cwd = temporaryFolder();
      const overlay = startOverlayProcess({ env: { ASYSTENT_LANG: 'en', ...environment() }, cwd });
      await closeDialog(await findDialog());
      const { code, stderr } = await overlay.ended;
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain('UnhandledPromiseRejection');
      expect(code).toBe(1);
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  it('without a display is told to the terminal', async () => {
    const overlay = startOverlayProcess({ env: { DISPLAY: '', ASYSTENT_PROFILE_DIR: '/proc/x', ASYSTENT_LANG: 'pl' } });
    const { code, stderr } = await overlay.ended;
    expect(stderr).toContain('ASYSTENT_PROFILE_DIR=/proc/x');
    expect(code).toBe(1);
  });

  it('that holds the lock of an overlay that has crashed is taken', async () => {
    const profile = temporaryFolder();
    const first = startOverlayProcess({ env: { ASYSTENT_PROFILE_DIR: profile } });
    await until('the overlay', () => existsSync(join(profile, 'overlay-id')));
    first.kill('SIGKILL');
    await first.ended;
    expect(readlinkSync(join(profile, 'SingletonLock'))).toContain(String(first.pid));
    const second = startOverlayProcess({ env: { ASYSTENT_PROFILE_DIR: profile } });
    await until('the second overlay', () => overlayOf(profile)?.pid === second.pid);
  });

  it('that holds a lock under another name of this computer is taken', async () => {
    const profile = temporaryFolder();
    // A crash leaves this, before the network gives the computer a new name.
    symlinkSync('another-name-4194000', join(profile, 'SingletonLock'));
    const overlay = startOverlayProcess({ env: { ASYSTENT_PROFILE_DIR: profile } });
    await until('the overlay', () => overlayOf(profile)?.pid === overlay.pid);
  });

  it('whose lock can’t be made is not taken for one that another overlay uses [REL-PROFILE-UNUSABLE]', async () => {
    const profile = temporaryFolder();
    // Chromium makes a link of this name; over a folder it can't.
    mkdirSync(join(profile, 'SingletonLock', 'in-the-way'), { recursive: true });
    const overlay = startOverlayProcess({ env: { ASYSTENT_PROFILE_DIR: profile, ASYSTENT_LANG: 'en' } });
    await closeDialog(await findDialog());
    const { code, stderr } = await overlay.ended;
    expect(stderr).toMatch(/SingletonLock/);
    expect(code).toBe(1);
  });
});
