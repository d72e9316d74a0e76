// `npm run packaging`: writes the files that package managers of others take a release by.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import config from '../electron.config.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { releasesIn } from './package/changelog.ts';
import { assertPublishable, identityOf } from './package/identity.ts';
import { fill, managerFiles, placeholders, readChecksums } from './package/package-managers.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { UsageError } from './read-arguments.mjs';

const TEMPLATES = join(PROJECT_ROOT, 'packaging');
const OUTPUT = join(PROJECT_ROOT, 'out/packaging');

await runCommand(COMMANDS.packaging, async ({ operands: [folder] }) => {
  if (folder === undefined) throw new UsageError('give the folder with SHA256SUMS of a release');
  const identity = identityOf(config);
  assertPublishable(identity);
  const released = releasesIn(readFileSync(join(PROJECT_ROOT, 'CHANGELOG.md'), 'utf8'));
  const date = released.find(({ version }) => version === identity.version)?.date;
  if (date === undefined) throw new Error(`CHANGELOG.md has no heading "## [${identity.version}] - <date>".`);
  const values = placeholders(identity, readChecksums(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')), date);
  for (const { template, path } of managerFiles(identity)) {
    const file = join(OUTPUT, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, fill(readFileSync(join(TEMPLATES, template), 'utf8'), values));
    console.log(relative(PROJECT_ROOT, file));
  }
});
