import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Licence } from '../../src-renderer/settings/licence.ts';

const Manifest = v.object({
  name: v.string(),
  version: v.string(),
  license: v.optional(v.string(), ''),
  dependencies: v.optional(v.record(v.string(), v.string()), {}),
});

/**
 * Return the licences of a package's direct and indirect dependencies at run time, by name.
 *
 * @param root the folder of the package, with its `package.json` and `node_modules`.
 * @throws if a package is not installed or has no file with its licence, whose text must be distributed along.
 */
export function runtimeLicences(root: string): readonly Licence[] {
  const found = new Map<string, Licence>();
  const visit = (folder: string) => {
    for (const name of Object.keys(readManifest(folder).dependencies)) {
      const needed = findPackage(name, folder);
      if (found.has(needed)) continue;
      const { version, license } = readManifest(needed);
      found.set(needed, { name, version, licence: license, text: licenceText(needed) });
      visit(needed);
    }
  };
  visit(root);
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function readManifest(folder: string): v.InferOutput<typeof Manifest> {
  return v.parse(Manifest, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
}

/** Return the folder in which Node finds a package from `folder`: in the nearest `node_modules` above. */
function findPackage(name: string, folder: string): string {
  const candidate = join(folder, 'node_modules', name);
  if (existsSync(join(candidate, 'package.json'))) return candidate;
  if (dirname(folder) === folder) throw new Error(`the package ${name} is not installed`);
  return findPackage(name, dirname(folder));
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) throw new Error(`${folder} has no file with its licence`);
  return readFileSync(join(folder, file), 'utf8').trim();
}
