import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import * as v from 'valibot';
import { PROJECT_ROOT } from '../project-root.ts';

/** How a package names itself, its version and its makers. */
export interface Identity {
  /** For programs: the executable, the package, the desktop entry. */
  readonly name: string;
  readonly appId: string;
  /** For people. */
  readonly title: string;
  readonly version: string;
  readonly homepage: string;
  /** Where the sources are, for a browser. */
  readonly repository: string;
  /** `NAME <MAIL>`. */
  readonly author: string;
}

/** A top-level domain that no site can have (RFC 2606): the project has no address yet. */
const PLACEHOLDER = /\.invalid\b/;

const Manifest = v.object({
  name: v.string(),
  version: v.string(),
  homepage: v.string(),
  repository: v.string(),
  author: v.string(),
});

/** Return how a build of this configuration names itself. @throws if package.json lacks a field. */
export function identityOf(config: Configuration, root = PROJECT_ROOT): Identity {
  const manifest = v.parse(Manifest, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const { version = manifest.version } = config.extraMetadata ?? {};
  return {
    name: config.linux?.executableName ?? manifest.name,
    appId: config.appId ?? manifest.name,
    title: config.productName ?? manifest.name,
    version,
    homepage: manifest.homepage,
    repository: manifest.repository.replace(/^git\+/, '').replace(/\.git$/, ''),
    author: manifest.author,
  };
}

/**
 * Refuse to make a release that names nobody.
 *
 * @throws with the line that names somebody.
 */
export function assertPublishable({ homepage, repository, author }: Identity): void {
  if (![homepage, repository, author].some((value) => PLACEHOLDER.test(value))) return;
  throw new Error(
    'A release says who makes it, and package.json has placeholders (.invalid) there. Replace them with one line:\n' +
      "npm pkg set homepage=https://… repository=git+https://….git 'author=NAME <MAIL>'",
  );
}
