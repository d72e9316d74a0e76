// `npm run package`: builds the overlay and packs it with its Electron runtime into a folder below release/ (a test build:
// out/package/), without network access. A test build may use a third party's runtime, and is labelled as a test build.

import { build, Platform } from 'electron-builder';
import config from '../electron.config.ts';
import { makeScratchFolder } from '../test/lab/scratch-folder.ts';
import { buildApp } from './build-app.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { copyRuntime, runtimeFor, runtimeVersion, testBuild, unpackedFolder } from './package/package-parts.ts';
import { listSizes } from './package/package-sizes.ts';
import { PROJECT_ROOT } from './project-root.ts';

await runCommand(COMMANDS.package, async ({ values: { test } }) => {
  if (process.platform !== 'linux') {
    throw new Error(
      'Only the Linux build is made here. For the others: npm run build && npx electron-builder --config electron.config.ts',
    );
  }
  const configuration = test ? testBuild(config) : config;
  const runtime = await runtimeFor(test ? 'test' : 'release');
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
  const folder = unpackedFolder(configuration);
  console.log(`${folder}\n${listSizes(folder).join('\n')}`);
});
