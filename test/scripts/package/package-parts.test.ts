import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import config from '../../../electron.config.ts';
import { copyRuntime, runtimeFor, testBuild, unpackedFolder } from '../../../scripts/package/package-parts.ts';
import { makeScratchFolder } from '../../lab/scratch-folder.ts';

const scratch = makeScratchFolder('package-parts');
afterAll(scratch.remove);

/** A folder of its own for every test. */
let root: string;
let tests = 0;
beforeEach(() => {
  tests += 1;
  root = join(scratch.path, String(tests));
  mkdirSync(root);
});

/** A file that stands for an Electron executable. */
function put(...path: readonly string[]): string {
  const file = join(root, ...path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '');
  return file;
}

describe('the runtime of a build', () => {
  it('of a test is whatever is found', async () => {
    expect(await runtimeFor('test', async () => '/fallback/electron')).toBe('/fallback/electron');
  });

  it('of a release is asked for without the fallback [SEC-RUNTIME]', async () => {
    const electron = put('official', 'electron');
    let official: boolean | undefined;
    const find: typeof import('../../../scripts/install/electron-runtime.mjs').findElectron = async (surroundings) => {
      official = surroundings?.official;
      return electron;
    };
    expect(await runtimeFor('release', find, join(root, '.electron'))).toBe(electron);
    expect(official).toBe(true);
  });

  it('of a release is not the fallback by another way either', async () => {
    put('.electron', '33', 'electron');
    symlinkSync(join(root, '.electron', '33'), join(root, 'override'));
    const find = async () => join(root, 'override', 'electron');
    await expect(runtimeFor('release', find, join(root, '.electron'))).rejects.toThrow(
      /official runtime, and ELECTRON_OVERRIDE_DIST_PATH leads to another/,
    );
  });

  it('of a release that is not there is told with what to do', async () => {
    const find = () => Promise.reject(new Error('No Electron runtime.'));
    await expect(runtimeFor('release', find)).rejects.toThrow(/No Electron runtime\.\n"npm run package -- --test"/);
  });
});

describe('the copy of a runtime', () => {
  it('lacks what does not belong to Electron, and the project that a link leads to stays', () => {
    const runtime = put('runtime', 'electron');
    put('runtime', 'package.json');
    put('runtime', 'locales', 'pl.pak');
    const source = put('project', 'source.ts');
    mkdirSync(join(root, 'runtime', 'resources'));
    symlinkSync(join('..', '..', 'project'), join(root, 'runtime', 'resources', 'app'));
    const copy = join(root, 'copy');
    copyRuntime(runtime, copy);
    expect(
      ['electron', 'locales/pl.pak', 'resources', 'resources/app', 'package.json'].map((name) =>
        existsSync(join(copy, name)),
      ),
    ).toEqual([true, true, true, false, false]);
    expect(existsSync(source)).toBe(true);
  });
});

describe('a test build', () => {
  const test = testBuild(config);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

  it('says so in every name that it goes by [SEC-RUNTIME]', () => {
    expect(test.productName).toBe('Asystent Overlay Test');
    expect(test.appId).toBe('pl.asystent.overlay.test');
    expect(test.linux?.executableName).toBe('asystent-overlay-test');
    expect(test.extraMetadata).toMatchObject({ name: 'asystent-overlay-test', version: `${version}-test` });
  });

  it('goes elsewhere than a release, and is the same otherwise', () => {
    expect(unpackedFolder(test)).not.toBe(unpackedFolder(config));
    expect({ files: test.files, fuses: test.electronFuses, asar: test.asar }).toEqual({
      files: config.files,
      fuses: config.electronFuses,
      asar: true,
    });
  });
});
