import { findElectron } from './install/electron-runtime.mjs';
import { ensureSystemPackages } from './install/system-packages.ts';

/**
 * Sees to it that Electron can be started here; packages are there already (launch.mjs). Quick when nothing is to do.
 *
 * @param needs.virtualDesktop whether a virtual desktop must be able to come up.
 * @param needs.examples whether the example clients must be able to run; default: no.
 * @returns the path of the Electron executable.
 * @throws with a message for the user when something is missing and can't be had from here.
 */
export async function prepare(needs: {
  readonly virtualDesktop: boolean;
  readonly examples?: boolean;
}): Promise<string> {
  if (needs.virtualDesktop && process.platform !== 'linux') {
    throw new Error('This brings up a desktop of its own, out of programs that only Linux has: run it on Linux.');
  }
  const electron = await findElectron();
  await ensureSystemPackages({ examples: false, ...needs, electron });
  return electron;
}
