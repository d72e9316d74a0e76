import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { decideOzone } from '../../src-main/start/ozone.ts';

/** Return the arguments of the Electron executable that start the overlay from its source tree. */
export function overlayArguments(
  env: NodeJS.ProcessEnv,
  userId: number | undefined,
  platform: NodeJS.Platform = process.platform,
): string[] {
  // The overlay would relaunch itself for XWayland, and that process would not be a child of this one.
  const ozone = decideOzone(platform, env, []);
  return [...sandboxSwitches(userId), ...(ozone.kind === 'relaunch' ? ozone.args : []), PROJECT_ROOT];
}

/** Return the switch that root needs, whom Chromium's sandbox refuses. @param userId undefined where users have no number. */
export function sandboxSwitches(userId: number | undefined): string[] {
  return userId === 0 ? ['--no-sandbox'] : [];
}
