import { execFile } from 'node:child_process';
import { cpSync, existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import type { Configuration } from 'electron-builder';
import { TEST_VERSION_SUFFIX } from '../../src-main/runtime/test-build.ts';
import { findElectron } from '../install/electron-runtime.mjs';
import { PROJECT_ROOT } from '../project-root.ts';

const TEST_OUTPUT = 'out/package';

/** electron-builder's folder for the unpacked Linux build. */
export function unpackedFolder(config: Configuration): string {
  return join(PROJECT_ROOT, config.directories?.output ?? 'dist', 'linux-unpacked');
}

/**
 * Return the Electron executable to pack.
 *
 * @param kind a release never contains the runtime from a third party's package.
 * @param fallbacks the folder of such runtimes.
 * @throws if no runtime is allowed; the message says how to get one.
 */
export async function runtimeFor(
  kind: 'test' | 'release',
  find = findElectron,
  fallbacks = join(PROJECT_ROOT, '.electron'),
): Promise<string> {
  if (kind === 'test') return find();
  const hint = '"npm run package -- --test" makes a test build of the runtime that the tests use.';
  const runtime = await find({ official: true }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`A release is made of Electron's official runtime. ${reason}\n${hint}`);
  });
  if (existsSync(fallbacks) && realpathSync(runtime).startsWith(realpathSync(fallbacks) + sep)) {
    throw new Error(
      `A release is made of Electron's official runtime, and ELECTRON_OVERRIDE_DIST_PATH leads to another.\n${hint}`,
    );
  }
  return runtime;
}

/** Ask an Electron runtime for its version. @param runtime the executable, with the fuses of an Electron release. */
export async function runtimeVersion(runtime: string): Promise<string> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return (await promisify(execFile)(runtime, ['-p', 'process.versions.electron'], { env })).stdout.trim();
}

/**
 * Copy a runtime without foreign files: the fallback has a link to the project in place of Electron's default app, and its
 * package's package.json.
 *
 * @param runtime the executable.
 */
export function copyRuntime(runtime: string, folder: string): void {
  cpSync(dirname(runtime), folder, { recursive: true, verbatimSymlinks: true });
  rmSync(join(folder, 'resources', 'app'), { recursive: true, force: true });
  rmSync(join(folder, 'package.json'), { force: true });
}

/** The version of an older build, for trying an upgrade to the current one. */
const OLDER_VERSION = '0.0.1';

/**
 * Return the configuration of a test build, with names, settings, lock and menu entry of its own.
 *
 * @param age an older build differs by its version only.
 */
export function testBuild(config: Configuration, age: 'current' | 'older' = 'current'): Configuration {
  const manifest = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'));
  const { name } = manifest;
  const version = age === 'older' ? OLDER_VERSION : manifest.version;
  const testName = `${name}-test`;
  return {
    ...config,
    appId: `${config.appId}.test`,
    productName: `${config.productName} Test`,
    extraMetadata: {
      name: testName,
      version: `${version}${TEST_VERSION_SUFFIX}`,
      desktopName: `${testName}.desktop`,
    },
    // Apart from releases.
    directories: { output: TEST_OUTPUT },
    linux: { ...config.linux, executableName: testName },
  };
}
