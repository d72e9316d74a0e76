// `npm run package [-- --test]`: builds the overlay and packs it, with its Electron runtime, into a folder below
// release/ (a test build: out/package/), without asking the internet for anything. A test build may use the runtime of a third party, and says what
// it is.

import { parseArgs } from 'node:util';
import { build, Platform } from 'electron-builder';
import config from '../electron.config.ts';
import { buildApp } from './build-app.ts';
import { PROJECT_ROOT } from './overlay-process.ts';
import { copyRuntime, runtimeFor, runtimeVersion, testBuild, unpackedFolder } from './package-parts.ts';
import { listSizes } from './package-sizes.ts';
import { makeScratchFolder } from './scratch-folder.ts';

const { values } = parseArgs({ options: { test: { type: 'boolean', default: false } } });
const scratch = makeScratchFolder('runtime');
try {
  if (process.platform !== 'linux') {
    throw new Error(
      'Only the Linux build is made here. For the others: npx electron-builder --config electron.config.ts',
    );
  }
  const configuration = values.test ? testBuild(config) : config;
  const runtime = await runtimeFor(values.test ? 'test' : 'release');
  console.log('Building …');
  await buildApp();
  copyRuntime(runtime, scratch.path);
  await build({
    projectDir: PROJECT_ROOT,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: {
      ...configuration,
      electronDist: scratch.path,
      electronVersion: await runtimeVersion(runtime),
    },
  });
  const folder = unpackedFolder(configuration);
  console.log(`${folder}\n${listSizes(folder).join('\n')}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  scratch.remove();
}
