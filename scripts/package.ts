// `npm run package`: builds the overlay and packs it with its Electron runtime, without network access: into a folder, and
// into the packages that are asked for. A test build may use a third party's runtime, and is labelled as a test build.

import { execFileSync } from 'node:child_process';
import { dirname, relative } from 'node:path';
import { build, Platform } from 'electron-builder';
import config from '../electron.config.ts';
import { makeScratchFolder } from '../test/lab/scratch-folder.ts';
import { buildApp } from './build-app.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { assertPublishable, identityOf } from './package/identity.ts';
import { LINUX_KINDS, makeLinuxPackage } from './package/linux-packages.ts';
import { copyRuntime, runtimeFor, runtimeVersion, testBuild, unpackedFolder } from './package/package-parts.ts';
import { listSizes } from './package/package-sizes.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { UsageError } from './read-arguments.mjs';

await runCommand(COMMANDS.package, async ({ values, operands }) => {
  const kinds = operands.map((name) => {
    const kind = LINUX_KINDS.find((each) => each === name);
    if (kind === undefined) throw new UsageError(`${name}: give one of ${LINUX_KINDS.join(', ')}`);
    return kind;
  });
  if (process.platform !== 'linux') {
    throw new Error(
      'Only the Linux build is made here. For the others: npm run build && npx electron-builder --config electron.config.ts',
    );
  }
  if (values.older && !values.test) throw new UsageError('--older makes test builds only');
  const configuration = values.test ? testBuild(config, values.older ? 'older' : 'current') : config;
  const identity = identityOf(configuration);
  if (!values.test) assertPublishable(identity);
  const runtime = await runtimeFor(values.test ? 'test' : 'release');
  console.log('Building …');
  await buildApp();
  const scratch = makeScratchFolder('runtime');
  try {
    copyRuntime(runtime, scratch.path);
    await build({
      projectDir: PROJECT_ROOT,
      targets: Platform.LINUX.createTarget('dir'),
      publish: 'never',
      config: { ...configuration, electronDist: scratch.path, electronVersion: await runtimeVersion(runtime) },
    });
  } finally {
    scratch.remove();
  }
  const unpacked = unpackedFolder(configuration);
  console.log(`${unpacked}\n${listSizes(unpacked).join('\n')}`);
  for (const kind of kinds) {
    const started = performance.now();
    console.log(`Packing ${kind} …`);
    const source = { identity, unpacked, output: dirname(unpacked), changed: lastChange(), isSmall: !values.test };
    const file = await makeLinuxPackage(kind, source);
    console.log(`${relative(PROJECT_ROOT, file)} (${Math.round((performance.now() - started) / 1_000)} s)`);
  }
});

/** When the sources were last changed, by their commit: the same sources give the same package. */
function lastChange(): Date {
  const text = execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: PROJECT_ROOT, encoding: 'utf8' });
  return new Date(Number(text) * 1_000);
}
