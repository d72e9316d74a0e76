// `npm run release`: writes what a release has beside its packages.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import config from '../electron.config.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { assertPublishable, identityOf } from './package/identity.ts';
import { assertTag, checksumLine, notesOf } from './package/release-files.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { UsageError } from './read-arguments.mjs';

const SUMS = 'SHA256SUMS';
const COMPONENTS = 'sbom.cdx.json';
const NOTES = 'notes.md';

await runCommand(COMMANDS.release, async ({ operands: [tag, folder] }) => {
  if (tag === undefined || folder === undefined) throw new UsageError('give the tag and the folder of the packages');
  const identity = identityOf(config);
  assertPublishable(identity);
  assertTag(tag, identity.version);
  const names = readdirSync(folder).filter((name) => ![SUMS, `${SUMS}.minisig`, COMPONENTS, NOTES].includes(name));
  if (names.length === 0) throw new Error(`There is nothing in ${folder}: npm run package makes the packages.`);
  const components = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
    cwd: PROJECT_ROOT,
  });
  writeFileSync(join(folder, COMPONENTS), components);
  const lines = [...names, COMPONENTS].sort().map((name) => checksumLine(name, readFileSync(join(folder, name))));
  writeFileSync(join(folder, SUMS), `${lines.join('\n')}\n`);
  writeFileSync(
    join(folder, NOTES),
    notesOf(readFileSync(join(PROJECT_ROOT, 'CHANGELOG.md'), 'utf8'), identity.version),
  );
  console.log(`${SUMS}, ${COMPONENTS} and ${NOTES} are in ${folder}, for ${names.length} packages.`);
});
