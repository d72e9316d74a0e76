import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lockfile from '../../package-lock.json' with { type: 'json' };

const names = Object.keys(manifest.dependencies);
const locked = new Map<string, { version: string; integrity?: string }>(Object.entries(lockfile.packages));

describe('what the app needs of others at run time', () => {
  it.each(names)('%s is described', (name) => {
    expect(readFileSync('docs/security.md', 'utf8')).toContain(`\`${name}\``);
  });

  it.each(names)('%s has an exact version and a hash in the lockfile', (name) => {
    const entry = locked.get(`node_modules/${name}`);
    expect(entry?.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(entry?.integrity).toMatch(/^sha512-/);
  });
});
