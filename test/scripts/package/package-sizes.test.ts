import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { filesOf, listSizes } from '../../../scripts/package/package-sizes.ts';
import { makeScratchFolder } from '../../lab/scratch-folder.ts';

function makePackage(): string {
  const scratch = makeScratchFolder('sizes');
  onTestFinished(scratch.remove);
  mkdirSync(join(scratch.path, 'locales'));
  mkdirSync(join(scratch.path, 'resources'));
  const files: readonly (readonly [string, number])[] = [
    ['electron', 4_000_000],
    ['locales/pl.pak', 600_000],
    ['locales/en-US.pak', 400_000],
    ['resources/app.asar', 1_500_000],
  ];
  for (const [path, bytes] of files) writeFileSync(join(scratch.path, path), Buffer.alloc(bytes));
  return scratch.path;
}

it('every file of a package is counted', () => {
  expect(
    filesOf(makePackage())
      .map(({ path }) => path)
      .sort(),
  ).toEqual(['electron', 'locales/en-US.pak', 'locales/pl.pak', 'resources/app.asar']);
});

it('a link is not followed', () => {
  const folder = makePackage();
  symlinkSync('..', join(folder, 'resources', 'app'));
  expect(filesOf(folder).map(({ path }) => path)).toContain('resources/app');
  expect(filesOf(folder)).toHaveLength(5);
});

it('the sizes are told by part, the largest first, with what the app adds to Electron', () => {
  expect(listSizes(makePackage())).toEqual([
    '    4.0 MB  electron',
    '    1.5 MB  resources/app.asar',
    '    1.0 MB  locales (2 languages)',
    '    6.5 MB  in all',
    '    1.5 MB  of it the overlay; the rest is Electron',
  ]);
});
