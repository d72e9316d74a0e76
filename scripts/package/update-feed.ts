import { createHash } from 'node:crypto';
import type { Release } from '../../src-main/updates/release.ts';

/** As AppImages call the processors, and as Node does. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x86_64: 'x64', arm64: 'arm64' };

/**
 * Return the feed that tells running overlays of a release (src-main/updates/release.ts); the makers sign its bytes.
 *
 * @param notes the version's section of the changelog.
 * @param names the release's files.
 */
export function updateFeed(
  version: string,
  notes: string,
  names: readonly string[],
  read: (name: string) => Uint8Array,
): string {
  const images = names.flatMap((name) => {
    const arch = ARCHITECTURES[/-([a-z0-9_]+)\.AppImage$/.exec(name)?.[1] ?? ''];
    if (arch === undefined) return [];
    const content = read(name);
    return [{ arch, name, size: content.length, sha512: createHash('sha512').update(content).digest('hex') }];
  });
  const release: Release = { name: 'asystent-overlay', channel: 'stable', version, notes, images };
  return `${JSON.stringify(release, null, 2)}\n`;
}
