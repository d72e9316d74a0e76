import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { assertTag, checksumLine, notesOf } from '../../../scripts/package/release-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'asystent-sums-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CHANGELOG = `# Changelog

## [Unreleased]

- Not yet.

## [0.2.0] - 2026-11-30

### Added

- A thing.

## [0.1.0] - 2026-11-29

- The first.
`;

describe('notesOf', () => {
  it('finds what is new in a version', () => {
    expect(notesOf(CHANGELOG, '0.2.0')).toBe('### Added\n\n- A thing.\n');
    expect(notesOf(CHANGELOG, '0.1.0')).toBe('- The first.\n');
  });

  it('refuses a version without a date or an entry', () => {
    expect(() => notesOf(CHANGELOG, '0.3.0')).toThrow('"## [0.3.0] - <date>"');
    expect(() => notesOf(CHANGELOG, 'Unreleased')).toThrow('CHANGELOG.md says nothing');
  });
});

it('refuses a tag of another version', () => {
  expect(() => assertTag('v0.2.0', '0.2.0')).not.toThrow();
  expect(() => assertTag('v0.2.1', '0.2.0')).toThrow('tag it v0.2.0');
});

it('writes checksums that sha256sum takes, and refuses after a change', () => {
  const file = join(folder, 'a package.deb');
  writeFileSync(file, 'content');
  writeFileSync(join(folder, 'SHA256SUMS'), `${checksumLine('a package.deb', Buffer.from('content'))}\n`);
  const check = () => execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: folder, stdio: 'pipe' });
  expect(check).not.toThrow();
  writeFileSync(file, 'c0ntent');
  expect(check).toThrow();
});
