import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import config from '../../electron.config.ts';
import { testBuild, unpackedFolder } from '../../scripts/package/package-parts.ts';
import { filesOf } from '../../scripts/package/package-sizes.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { figureAtMost } from '../figure.ts';
import type { Part } from '../part.ts';

/** Measure how much disk space the overlay adds to its runtime. */
export const packageSize: Part = {
  name: 'package',
  title: 'Size of the package',
  seconds: { full: 15, quick: 15 },
  async run(harness, { progress }) {
    progress('packing');
    const configuration = testBuild(config);
    const script = join(PROJECT_ROOT, 'scripts', 'package.ts');
    await promisify(execFile)(process.execPath, [script, '--test'], { cwd: PROJECT_ROOT });
    const runtime = new Set(filesOf(dirname(harness.electron)).map(({ path }) => path));
    const executableName = configuration.linux?.executableName;
    const added = filesOf(unpackedFolder(configuration)).filter(
      // Electron's own executable, by the overlay's name.
      ({ path }) => !runtime.has(path) && path !== executableName,
    );
    const addedBytes = added.reduce((sum, { bytes }) => sum + bytes, 0);
    return {
      figures: [figureAtMost('package-size', 'Package, over the bare runtime', 'MB', [addedBytes / 1e6], 3)],
      notes: ['All files of the package that the runtime does not have.'],
    };
  },
};
