import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeWhole } from '../../src-main/runtime/write-whole.ts';

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-write-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it.skipIf(process.platform === 'win32')('replaces a file with its mode, and leaves nothing else', () => {
  const folder = scratch();
  const file = join(folder, 'file');
  writeFileSync(file, 'old and longer', { mode: 0o644 });
  writeWhole(file, 'new', 0o600);
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['file']);
});

it.skipIf(process.platform === 'win32')('writes where a link leads, and keeps the link', () => {
  const folder = scratch();
  writeFileSync(join(folder, 'elsewhere'), 'old');
  symlinkSync('elsewhere', join(folder, 'file'));
  writeWhole(join(folder, 'file'), 'new', 0o600);
  expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('new');
  expect(lstatSync(join(folder, 'file')).isSymbolicLink()).toBe(true);
});

it('throws when the system refuses, and leaves nothing', () => {
  const folder = scratch();
  mkdirSync(join(folder, 'file', 'in-the-way'), { recursive: true });
  expect(() => writeWhole(join(folder, 'file'), 'new', 0o600)).toThrow();
  expect(readdirSync(folder)).toEqual(['file']);
});

it('takes no signal over, which would be taken from Chromium', () => {
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
  const taken: (string | symbol)[] = [];
  const note = (name: string | symbol) => taken.push(name);
  process.on('newListener', note);
  onTestFinished(() => {
    process.off('newListener', note);
  });
  writeWhole(join(scratch(), 'file'), 'new', 0o600);
  expect(taken.filter((name) => signals.some((signal) => signal === name))).toEqual([]);
});
