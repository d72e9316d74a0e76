// `npm run release`: writes the files of a release beside its packages.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import config from '../electron.config.ts';
import { FEED_FILE, SIGNATURE_FILE } from '../src-main/updates/release.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { assertPublishable, identityOf } from './package/identity.ts';
import { assertTag, checksumLine, notesOf } from './package/release-files.ts';
import { updateFeed } from './package/update-feed.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { UsageError } from './read-arguments.mjs';

const SUMS = 'SHA256SUMS';
const COMPONENTS = 'sbom.cdx.json';
const NOTES = 'notes.md';
const WRITTEN = [SUMS, `${SUMS}.minisig`, COMPONENTS, NOTES, FEED_FILE, SIGNATURE_FILE];

await runCommand(COMMANDS.release, async ({ operands: [tag, folder] }) => {
  if (tag === undefined || folder === undefined) throw new UsageError('give the tag and the folder of the packages');
  const identity = identityOf(config);
  assertPublishable(identity);
  assertTag(tag, identity.version);
  const names = readdirSync(folder).filter((name) => !WRITTEN.includes(name));
  if (names.length === 0) throw new Error(`There is nothing in ${folder}: npm run package makes the packages.`);
  const components = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
    cwd: PROJECT_ROOT,
  });
  writeFileSync(join(folder, COMPONENTS), components);
  const notes = notesOf(readFileSync(join(PROJECT_ROOT, 'CHANGELOG.md'), 'utf8'), identity.version);
  const read = (name: string) => readFileSync(join(folder, name));
  writeFileSync(join(folder, FEED_FILE), updateFeed(identity.version, notes, names, read));
  const lines = [...names, COMPONENTS, FEED_FILE].sort().map((name) => checksumLine(name, read(name)));
  writeFileSync(join(folder, SUMS), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, NOTES), notes);
  console.log(`${SUMS}, ${COMPONENTS}, ${FEED_FILE} and ${NOTES} are in ${folder}, for ${names.length} packages.`);
});
