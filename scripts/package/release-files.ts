import { createHash } from 'node:crypto';

/** The files of a release beside its packages: the changelog's text, and checksums. Pure. */

/**
 * Return a version's section of a changelog in the form of https://keepachangelog.com/en/1.1.0/, without its heading.
 *
 * @throws if it says nothing.
 */
export function notesOf(changelog: string, version: string): string {
  const start = changelog.indexOf(`\n## [${version}] - `);
  const from = changelog.indexOf('\n', start + 1) + 1;
  const to = changelog.indexOf('\n## ', from);
  const notes = start === -1 ? '' : changelog.slice(from, to === -1 ? undefined : to).trim();
  if (notes === '')
    throw new Error(`CHANGELOG.md says nothing of ${version}: give it a heading, "## [${version}] - <date>".`);
  return `${notes}\n`;
}

/** @throws if a tag is not the one of this version. */
export function assertTag(tag: string, version: string): void {
  if (tag !== `v${version}`)
    throw new Error(`The tag is ${tag}, and package.json says ${version}: tag it v${version}.`);
}

/** Return a line as `sha256sum --check` reads it. */
export function checksumLine(name: string, content: Uint8Array): string {
  return `${createHash('sha256').update(content).digest('hex')}  ${name}`;
}
