import { join } from 'node:path';

/** The project's folder: what Electron is told to start. */
export const PROJECT_ROOT = join(import.meta.dirname, '..');

/**
 * The command line that starts the overlay from its source tree.
 *
 * @returns what follows the Electron executable.
 */
export function overlayArguments(env: NodeJS.ProcessEnv, userId: number | undefined): string[] {
  const args = sandboxSwitches(userId);
  // Wayland lets no window place itself or stay on top; XWayland does. Only the command line can say so.
  if (env['XDG_SESSION_TYPE'] === 'wayland') args.push('--ozone-platform=x11');
  return [...args, PROJECT_ROOT];
}

/** Chromium refuses to run its sandbox as root. @param userId undefined where users have no number. */
export function sandboxSwitches(userId: number | undefined): string[] {
  return userId === 0 ? ['--no-sandbox'] : [];
}
