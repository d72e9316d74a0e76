import { type DesktopName, needsNewerXwayland } from '../test/lab/desktops.ts';
import { findElectron } from './install/electron-runtime.mjs';
import { fetchNewerXwayland } from './install/newer-xwayland.ts';
import { ensureSystemPackages } from './install/system-packages.ts';

/**
 * Make sure that Electron can start here; launch.mjs has installed the packages. Quick if nothing is missing.
 *
 * @param needs.virtualDesktop whether a virtual desktop must start.
 * @param needs.desktops those of the lab that must start; default: none.
 * @param needs.examples whether the example clients must run; default: no.
 * @param needs.packaging whether packages must be made and installed; default: no.
 * @returns the path of the Electron executable.
 * @throws with a message for the user if something is missing and can't be installed from here.
 */
export async function prepare(needs: {
  readonly virtualDesktop: boolean;
  readonly examples?: boolean;
  readonly packaging?: boolean;
  readonly desktops?: readonly DesktopName[];
}): Promise<string> {
  if (needs.virtualDesktop && process.platform !== 'linux') {
    throw new Error('This brings up a desktop of its own, out of programs that only Linux has: run it on Linux.');
  }
  const electron = await findElectron();
  await ensureSystemPackages({ examples: false, packaging: false, desktops: [], ...needs, electron });
  if (needs.desktops?.some(needsNewerXwayland)) await fetchNewerXwayland();
  return electron;
}
