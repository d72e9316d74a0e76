import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test, vi } from 'vitest';
import { UserError } from '../../src-main/runtime/user-error.ts';
import { claimProfileFolder, hasProfileOverlay, lockProfile } from '../../src-main/start/profile-access.ts';
import { translator } from '../../src-shared/strings.ts';

vi.mock('node:fs', { spy: true });

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-access-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const claim = (folder: string, isFromEnvironment = true) => claimProfileFolder({ folder, isFromEnvironment });

describe('the folder of a profile', () => {
  it('is made with all that leads to it, for the user alone, and nothing stays in it', () => {
    const folder = join(scratch(), 'a', 'b');
    claim(folder);
    expect(readdirSync(folder)).toEqual([]);
    expect(statSync(folder).mode & 0o077).toBe(0);
    claim(folder);
  });

  it('may be made by another overlay in the same moment', () => {
    const folder = join(scratch(), 'a');
    vi.mocked(mkdirSync).mockImplementationOnce((path) => {
      mkdirSync(path);
      throw Object.assign(new Error(), { code: 'EEXIST' });
    });
    claim(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.runIf(process.platform === 'linux').each([
    ['a file', '/etc/hostname', /^ASYSTENT_PROFILE_DIR=\/etc\/hostname: this is not a folder\. .*\(EEXIST\)$/],
    ['below a file', '/etc/hostname/x', /this is not a folder\. .*\(EEXIST\)$/],
    ['where none can be made', '/proc/x', /the folder can’t be made/],
    ['where nothing can be written', '/proc', /the folder can’t be written to/],
    ['called something too long', `/tmp/${'x'.repeat(300)}`, /too long\. .*\(ENAMETOOLONG\)$/],
  ])('that is %s is refused [REL-PROFILE-UNUSABLE]', (_, folder, message) => {
    expect(() => claim(folder)).toThrow(message);
    expect(() => claim(folder)).toThrow(UserError);
  });

  it('is named by its variable only where that chose it, and in the user’s language', () => {
    const file = join(scratch(), 'file');
    writeFileSync(file, '');
    try {
      claim(file, false);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      expect(error.message).toContain(`The overlay’s folder ${file}: this is not a folder`);
      expect(error.say(translator('pl'))).toContain(`Folder nakładki ${file}: to nie jest folder`);
    }
  });
});

describe.runIf(process.platform !== 'win32')('the lock of a profile', () => {
  const place = () => ({ folder: scratch(), isFromEnvironment: false });

  it('is this process’s when it can be taken', () => {
    expect(lockProfile(place(), () => true)).toBe(true);
  });

  it('is another overlay’s when there is one', () => {
    const taken = place();
    symlinkSync('host-1', join(taken.folder, 'SingletonLock'));
    expect(lockProfile(taken, () => false)).toBe(false);
  });

  it('is asked for again when the other overlay has just ended', () => {
    const request = vi.fn().mockReturnValueOnce(false).mockReturnValueOnce(true);
    expect(lockProfile(place(), request)).toBe(true);
  });

  it('that nobody has and that can’t be taken is told', () => {
    const blocked = place();
    mkdirSync(join(blocked.folder, 'SingletonLock'));
    expect(() => lockProfile(blocked, () => false)).toThrow(/the lock .* can’t be made.*\(SingletonLock\)$/);
  });
});

describe.runIf(process.platform === 'linux')('whether an overlay has a profile', () => {
  it('is asked without making anything', () => {
    const folder = join(scratch(), 'unused');
    expect(hasProfileOverlay(folder, () => expect.unreachable())).toBe(false);
    expect(existsSync(folder)).toBe(false);
  });

  it('is what the lock says, which a crash may have left', () => {
    const folder = scratch();
    symlinkSync('host-1', join(folder, 'SingletonLock'));
    expect(hasProfileOverlay(folder, () => false)).toBe(true);
    expect(hasProfileOverlay(folder, () => true)).toBe(false);
  });
});
