import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { decideOzone } from '../../src-main/start/ozone.ts';

/**
 * The command line that starts the overlay from its source tree.
 *
 * @returns what follows the Electron executable.
 */
export function overlayArguments(
  env: NodeJS.ProcessEnv,
  userId: number | undefined,
  platform: NodeJS.Platform = process.platform,
): string[] {
  // The overlay would start itself again for XWayland, and the new process is nobody's child.
  const ozone = decideOzone(platform, env, []);
  return [...sandboxSwitches(userId), ...(ozone.kind === 'relaunch' ? ozone.args : []), PROJECT_ROOT];
}

/** Chromium refuses to run its sandbox as root. @param userId undefined where users have no number. */
export function sandboxSwitches(userId: number | undefined): string[] {
  return userId === 0 ? ['--no-sandbox'] : [];
}
