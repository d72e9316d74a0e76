import { APP_COMMENT } from '../../src-main/start/app-identity.ts';
import { debFileName } from './deb.ts';
import type { Identity } from './identity.ts';

/** The files that package managers of others take a release by: winget, Homebrew, the AUR and Nix. Pure. */

/** The key under which Windows lists the installed program. electron-builder makes it of the app's id, which never changes. */
export const PRODUCT_CODE = 'fc203224-f924-58b7-bdd0-1410eb33a89d';

/** A file of a package manager. */
export interface ManagerFile {
  /** Its template, in packaging/. */
  readonly template: string;
  /** Its own path, in the manager's folder. */
  readonly path: string;
}

/** Return the files, with the names that the managers ask for. */
export function managerFiles(identity: Identity): readonly ManagerFile[] {
  const { name } = identity;
  const winget = `winget/${wingetId(identity)}`;
  return [
    { template: 'winget/version.yaml.in', path: `${winget}.yaml` },
    { template: 'winget/installer.yaml.in', path: `${winget}.installer.yaml` },
    { template: 'winget/locale.yaml.in', path: `${winget}.locale.en-US.yaml` },
    { template: 'homebrew/cask.rb.in', path: `homebrew/${name}.rb` },
    { template: 'aur/PKGBUILD.in', path: 'aur/PKGBUILD' },
    { template: 'aur/SRCINFO.in', path: 'aur/.SRCINFO' },
    { template: 'nix/package.nix.in', path: 'nix/package.nix' },
  ];
}

/** Return the packages that the files refer to, by the first part of their placeholders. */
export function releasePackages({ name, version }: Identity) {
  return {
    windows: `${name}-${version}-setup.exe`,
    mac: `${name}-${version}-arm64.dmg`,
    debX64: debFileName({ name, version }, 'amd64'),
    debArm64: debFileName({ name, version }, 'arm64'),
  };
}

/** Return the checksums in a file as `sha256sum` writes it, by the names of the files. */
export function readChecksums(text: string): ReadonlyMap<string, string> {
  const lines = text.matchAll(/^([0-9a-f]{64}) [ *](.+)$/gm);
  return new Map([...lines].map(([, sum = '', name = '']) => [name, sum]));
}

/**
 * Return the values of the templates' placeholders.
 *
 * @param date of the release, as YYYY-MM-DD.
 * @throws if a package has no checksum, if the version is not that of a release, or if a value would be more than text in
 *   one of the files.
 */
export function placeholders(
  identity: Identity,
  checksums: ReadonlyMap<string, string>,
  date: string,
): ReadonlyMap<string, string> {
  const { name, appId, title, version, homepage, repository, author } = identity;
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`Package managers get releases only, and ${version} is none.`);
  const packages = Object.entries(releasePackages(identity)).flatMap(([key, file]): [string, string][] => {
    const sum = checksums.get(file);
    if (sum === undefined) throw new Error(`SHA256SUMS has no ${file}.`);
    return [
      [`${key}Url`, `${repository}/releases/download/v${version}/${file}`],
      [`${key}Sha256`, sum],
    ];
  });
  const texts: readonly [string, string][] = [
    ...Object.entries({ name, appId, title, version, homepage, repository, author, date }),
    ['publisher', author.replace(/\s*<.*$/, '')],
    ['comment', APP_COMMENT.en],
    ['productCode', PRODUCT_CODE],
    ['wingetId', wingetId(identity)],
    ...packages,
  ];
  for (const [key, text] of texts) {
    if (/["\\$`#\n]/.test(text))
      throw new Error(`The ${key} has a character that the files would need escaped: ${text}`);
  }
  // Homebrew asks for it where the file comes from another site than the homepage.
  const { host } = new URL(repository);
  const verified = host === new URL(homepage).host ? '' : `,\n      verified: "${repository.replace('https://', '')}/"`;
  return new Map([...texts, ['verified', verified]]);
}

/** Fill a template. @throws for a placeholder that stands for nothing. */
export function fill(template: string, values: ReadonlyMap<string, string>): string {
  return template.replace(/@(\w+)@/g, (_, key: string) => {
    const value = values.get(key);
    if (value === undefined) throw new Error(`@${key}@ stands for nothing.`);
    return value;
  });
}

/** winget names a package after its publisher; the repository's owner is who that is. */
function wingetId({ repository, title }: Identity): string {
  const [owner = ''] = new URL(repository).pathname.split('/').filter((part) => part !== '');
  return `${owner}.${title.replaceAll(' ', '')}`;
}
