import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lockfile from '../../package-lock.json' with { type: 'json' };

/** The packages that the app bundles, with their rows in docs/security.md. */
const PACKAGES = [
  ['mqtt', 'SEC-DEP-MQTT'],
  ['prom-client', 'SEC-DEP-PROM-CLIENT'],
  ['react', 'SEC-DEP-REACT'],
  ['react-dom', 'SEC-DEP-REACT'],
  ['valibot', 'SEC-DEP-VALIBOT'],
  ['ws', 'SEC-DEP-WS'],
] as const;

const rows = readFileSync('docs/security.md', 'utf8').split('\n');
const locked = new Map<string, { version?: string; integrity?: string; link?: boolean }>(
  Object.entries(lockfile.packages),
);

describe('the dependencies at run time', () => {
  it('are these [SEC-DEPENDENCY]', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(PACKAGES.map(([name]) => name));
  });

  it.each(PACKAGES)('%s is described [%s]', (name, id) => {
    expect(rows.find((row) => row.startsWith(`| ${id} |`))).toContain(`\`${name}\``);
  });

  it.each(PACKAGES)('%s has an exact version and a hash in the lockfile [%s] [SEC-DEPENDENCY]', (name) => {
    const entry = locked.get(`node_modules/${name}`);
    expect(entry?.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(entry?.integrity).toMatch(/^sha512-/);
  });
});
