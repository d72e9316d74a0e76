import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagesAreInstalled } from '../../../scripts/install/packages.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'packages-test-'));
  put('package-lock.json', 1_000);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('packages', () => {
  it('are not installed in a bare clone', () => {
    expect(packagesAreInstalled(root)).toBe(false);
  });

  it('are not installed while npm has not finished', () => {
    mkdirSync(join(root, 'node_modules/react'), { recursive: true });
    expect(packagesAreInstalled(root)).toBe(false);
  });

  it('are installed when npm’s record is newer than the lockfile', () => {
    put('node_modules/.package-lock.json', 1_001);
    expect(packagesAreInstalled(root)).toBe(true);
  });

  it('are out of date when the lockfile has changed since', () => {
    put('node_modules/.package-lock.json', 999);
    expect(packagesAreInstalled(root)).toBe(false);
  });
});

function put(name: string, timeSeconds: number): void {
  const path = join(root, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '{}');
  utimesSync(path, timeSeconds, timeSeconds);
}
