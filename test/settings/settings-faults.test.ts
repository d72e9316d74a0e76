import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src-main/runtime/clock.ts';
import { parseSettings } from '../../src-main/settings/settings-file.ts';
import { openSettings, SETTINGS_FILE } from '../../src-main/settings/settings-store.ts';
import { openProfileFolder } from '../../src-main/start/profile-folder.ts';
import { createSeededRandom, seedFrom } from '../lab/seeded-random.ts';

const KILLS = process.env['FAULTS'] === 'long' ? 200 : 12;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-saving-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const open = (folder: string, log: (line: string) => void = () => {}) =>
  openSettings({ folder: openProfileFolder(folder), clock: systemClock, now: () => new Date(), log });

it(`a process that is killed while it saves leaves the old settings or the new ones (${KILLS} times) [REL-KILLED-SAVING]`, async () => {
  const seed = seedFrom(process.env['FAULTS_SEED']);
  console.log(`kills while saving: FAULTS_SEED=${seed}`);
  const random = createSeededRandom(seed);
  const folder = temporaryFolder();
  let leftovers = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'saving-process.ts'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // It says so when the file was whole; otherwise it ends by itself.
    const [said] = await once(child.stdout, 'data');
    expect(String(said)).toBe('saving\n');
    await delay(20 + random() * 60);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const parsed = parseSettings(readFileSync(join(folder, SETTINGS_FILE), 'utf8'));
    if (parsed.kind === 'broken') expect.fail('the file is broken');
    expect(parsed.replaced).toEqual([]);
    const { behaviour, position } = parsed.settings;
    expect(Object.values(position.places).map(({ offsetX }) => offsetX)).toEqual([behaviour.lingerSeconds]);
    leftovers = Math.max(leftovers, readdirSync(folder).length - 1);
  }
  // A file that was half written is cleared away by the next run that saves.
  expect(leftovers).toBeLessThanOrEqual(1);
}, 300_000);

/** A file system of 64 KiB of its own; null where this user may make none. */
function smallDisk(): { readonly path: string; readonly remount: (how: 'ro' | 'rw') => void } | null {
  const path = temporaryFolder();
  const mount = (...args: string[]) => execFileSync('mount', [...args, path], { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs');
  } catch {
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', path]);
  });
  return { path, remount: (how) => mount('-o', `remount,${how}`) };
}

describe('a disk that takes nothing', () => {
  it.for([['full'], ['read-only']] as const)(
    'because it is %s: told, the old file stays, and made up for later [REL-DISK-FULL]',
    async ([why], { skip }) => {
      const disk = smallDisk();
      if (disk === null) return skip('a file system of its own needs root');
      const before = open(disk.path);
      before.update('appearance', { theme: 'dark' });
      before.flush();
      const old = readFileSync(join(disk.path, SETTINGS_FILE), 'utf8');
      if (why === 'full') {
        for (let size = 65_536; size >= 1; size /= 2) {
          try {
            writeFileSync(join(disk.path, 'filler'), Buffer.alloc(size), { flag: 'a' });
          } catch {
            // The next, smaller piece may still fit.
          }
        }
      } else disk.remount('ro');

      const lines: string[] = [];
      const settings = open(disk.path, (line) => lines.push(line));
      // Too long for the space that the old file leaves.
      settings.update('position', { places: { ['x'.repeat(8_000)]: { anchor: 'top', offsetX: 0, offsetY: 0 } } });
      settings.flush();
      expect(settings.problems()).toEqual([{ kind: 'not-saved' }]);
      expect(lines.join()).toMatch(/settings not saved: .*(ENOSPC|EROFS)/);
      expect(readFileSync(join(disk.path, SETTINGS_FILE), 'utf8')).toBe(old);

      if (why === 'full') rmSync(join(disk.path, 'filler'));
      else disk.remount('rw');
      settings.flush();
      expect(settings.problems()).toEqual([]);
      expect(open(disk.path).current()).toEqual(settings.current());
      expect(readdirSync(disk.path)).toEqual([SETTINGS_FILE]);
    },
  );
});
