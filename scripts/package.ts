// `npm run package`: builds the overlay and packs it with its Electron runtime: into a folder, and into the packages that are
// asked for. A test build may use a third party's runtime, and is labelled as a test build.

import { execFileSync } from 'node:child_process';
import { dirname, relative } from 'node:path';
import { build, type Configuration, Platform } from 'electron-builder';
import config from '../electron.config.ts';
import { makeScratchFolder } from '../test/lab/scratch-folder.ts';
import { buildApp } from './build-app.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { takeSystemTools } from './package/appimage.ts';
import { assertPublishable, identityOf } from './package/identity.ts';
import { LINUX_KINDS, makeLinuxPackage } from './package/linux-packages.ts';
import { copyRuntime, runtimeFor, runtimeVersion, testBuild, unpackedFolder } from './package/package-parts.ts';
import { listSizes } from './package/package-sizes.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { UsageError } from './read-arguments.mjs';

/** The kinds of package for each system, by electron-builder's names where it makes them. */
const KINDS = {
  linux: { builder: Platform.LINUX, own: LINUX_KINDS, others: { appimage: 'AppImage' } },
  win32: { builder: Platform.WINDOWS, own: [], others: { nsis: 'nsis' } },
  darwin: { builder: Platform.MAC, own: [], others: { dmg: 'dmg', zip: 'zip' } },
} as const;

await runCommand(COMMANDS.package, async ({ values, operands }) => {
  const { platform } = process;
  if (platform !== 'linux' && platform !== 'win32' && platform !== 'darwin') {
    throw new Error('Packages are made for Linux, Windows and macOS, each on that system.');
  }
  const { builder, own, others } = KINDS[platform];
  const known: readonly string[] = [...own, ...Object.keys(others)];
  for (const kind of operands) {
    if (!known.includes(kind)) throw new UsageError(`${kind}: on this system, give one of ${known.join(', ')}`);
  }
  if (values.test && platform !== 'linux') throw new UsageError('--test makes Linux packages only');
  if (values.older && !values.test) throw new UsageError('--older makes test builds only');
  const configuration = values.test ? testBuild(config, values.older ? 'older' : 'current') : config;
  const identity = identityOf(configuration);
  if (!values.test) assertPublishable(identity);
  const runtime = await runtimeFor(values.test ? 'test' : 'release');
  console.log('Building …');
  await buildApp();
  const scratch = makeScratchFolder('package');
  if (values.test && operands.includes('appimage')) takeSystemTools(scratch.path);
  const targets = Object.entries(others).flatMap(([kind, target]) => (operands.includes(kind) ? [target] : []));
  const packed = { ...configuration, ...(platform === 'linux' ? await runtimeFolder(runtime) : {}) };
  await build({
    projectDir: PROJECT_ROOT,
    targets: builder.createTarget(['dir', ...targets]),
    publish: 'never',
    config: packed,
  });
  scratch.remove();
  if (platform !== 'linux') return;
  const unpacked = unpackedFolder(configuration);
  console.log(`${unpacked}\n${listSizes(unpacked).join('\n')}`);
  for (const kind of LINUX_KINDS.filter((each) => operands.includes(each))) {
    const started = performance.now();
    console.log(`Packing ${kind} …`);
    const source = { identity, unpacked, output: dirname(unpacked), changed: lastChange(), isSmall: !values.test };
    const file = await makeLinuxPackage(kind, source);
    console.log(`${relative(PROJECT_ROOT, file)} (${Math.round((performance.now() - started) / 1_000)} s)`);
  }
});

/** The runtime as electron-builder takes it without its release site: a folder of its own, which it may change. */
async function runtimeFolder(runtime: string): Promise<Pick<Configuration, 'electronDist' | 'electronVersion'>> {
  const { path } = makeScratchFolder('runtime');
  copyRuntime(runtime, path);
  return { electronDist: path, electronVersion: await runtimeVersion(runtime) };
}

/** When the sources were last changed, by their commit: the same sources give the same package. */
function lastChange(): Date {
  const text = execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: PROJECT_ROOT, encoding: 'utf8' });
  return new Date(Number(text) * 1_000);
}
