import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runtimeLicences } from '../../../scripts/package/licences.ts';

/** A package with others in it, by their paths. @param packages the manifests; a package called `bare` has no licence file. */
function packageWith(packages: Readonly<Record<string, object>>): string {
  const root = mkdtempSync(join(tmpdir(), 'asystent-licences-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, manifest] of Object.entries(packages)) {
    const folder = join(root, path);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: '1.0.0', license: 'MIT', ...manifest }));
    if (!path.endsWith('bare')) writeFileSync(join(folder, 'LICENSE.md'), `Text of ${path}\n`);
  }
  return root;
}

describe('the licences of what is bundled', () => {
  it('are those of all packages that are needed at run time, and of no others', () => {
    const root = packageWith({
      '.': { name: 'app', dependencies: { b: '*', a: '*' }, devDependencies: { tool: '*' } },
      'node_modules/a': { name: 'a', license: 'ISC', dependencies: { shared: '*' } },
      'node_modules/b': { name: 'b', dependencies: { shared: '*' } },
      'node_modules/b/node_modules/shared': { name: 'shared', version: '2.0.0' },
      'node_modules/shared': { name: 'shared' },
      'node_modules/tool': { name: 'tool' },
    });
    expect(runtimeLicences(root)).toEqual([
      { name: 'a', version: '1.0.0', licence: 'ISC', text: 'Text of node_modules/a' },
      { name: 'b', version: '1.0.0', licence: 'MIT', text: 'Text of node_modules/b' },
      { name: 'shared', version: '2.0.0', licence: 'MIT', text: 'Text of node_modules/b/node_modules/shared' },
      { name: 'shared', version: '1.0.0', licence: 'MIT', text: 'Text of node_modules/shared' },
    ]);
  });

  it('have to be there', () => {
    const app = { name: 'app', dependencies: { bare: '*' } };
    expect(() => runtimeLicences(packageWith({ '.': app }))).toThrow('bare is not installed');
    expect(() => runtimeLicences(packageWith({ '.': app, 'node_modules/bare': { name: 'bare' } }))).toThrow(
      'no file with its licence',
    );
  });

  it('include those of this project', () => {
    const names = runtimeLicences(join(import.meta.dirname, '../../..')).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['react', 'ws', 'valibot']));
    expect(names).not.toContain('electron');
  });
});
