import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openProfileFolder } from '../../src-main/start/profile-folder.ts';

function tempFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'asystent-profile-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

it('makes the folder when something is written, and leaves nothing else in it', () => {
  const path = join(tempFolder(), 'new', 'profile');
  const folder = openProfileFolder(path);
  expect(folder.read('settings.json')).toBeNull();
  folder.write('settings.json', '{"ą":1}');
  folder.write('settings.json', '{"ą":2}');
  expect(folder.read('settings.json')).toBe('{"ą":2}');
  expect(readdirSync(path)).toEqual(['settings.json']);
});

it('reads a file as it was before an editor put a byte order mark before it', () => {
  const path = tempFolder();
  writeFileSync(join(path, 'settings.json'), '\uFEFF{}');
  expect(openProfileFolder(path).read('settings.json')).toBe('{}');
});

it.skipIf(process.platform === 'win32')('lets only the user read what is written [SEC-SETTINGS-FILE]', () => {
  const path = tempFolder();
  openProfileFolder(path).write('settings.json', '{}');
  expect(statSync(join(path, 'settings.json')).mode & 0o777).toBe(0o600);
});

it('clears away what a process left that was killed while it wrote, and nothing else [REL-KILLED-SAVING]', () => {
  const path = tempFolder();
  const others = ['settings.broken-2026-03-01T12-00-00.000Z.json', 'settings.json.bak', 'other.json.12'];
  for (const name of ['settings.json.3141592653', ...others]) writeFileSync(join(path, name), 'half');
  openProfileFolder(path).write('settings.json', '{}');
  expect(readdirSync(path).sort()).toEqual([...others, 'settings.json'].sort());
});

it('renames and copies', () => {
  const path = tempFolder();
  const folder = openProfileFolder(path);
  writeFileSync(join(path, 'a'), 'text');
  folder.copy('a', 'b');
  folder.rename('a', 'c');
  expect(readdirSync(path).sort()).toEqual(['b', 'c']);
  expect(readFileSync(join(path, 'c'), 'utf8')).toBe('text');
});

it('throws when the system refuses, and keeps what was there', () => {
  const path = tempFolder();
  const folder = openProfileFolder(path);
  mkdirSync(join(path, 'settings.json'));
  expect(() => folder.read('settings.json')).toThrow('EISDIR');
  expect(() => folder.write('settings.json', '{}')).toThrow();
  expect(() => folder.rename('missing', 'b')).toThrow('ENOENT');
  expect(readdirSync(path)).toEqual(['settings.json']);
});
