import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';

/** Return the folder that the overlay will use for settings and lock. @param profile undefined for the default one. */
export function profileFolder(
  env: Readonly<Record<string, string | undefined>>,
  profile: string | undefined,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  if (env['ASYSTENT_PROFILE_DIR']) return env['ASYSTENT_PROFILE_DIR'];
  const usual = join(configFolder(env, platform, home), 'asystent-overlay');
  return profile === undefined ? usual : join(usual, 'profiles', profile);
}

function configFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  if (platform === 'win32') return env['APPDATA'] || join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env['XDG_CONFIG_HOME'] || join(home, '.config');
}

/**
 * Whether an overlay with this profile is running. Chromium's lock is a link that names the computer and the process that
 * hold it, and survives a kill; on Windows it is a file that vanishes with the process. We look for Chromium's socket but
 * don't connect, because it would expect a message.
 */
export function isOverlayRunning(folder: string, platform: NodeJS.Platform = process.platform): boolean {
  if (platform === 'win32') return existsSync(join(folder, 'lockfile'));
  const [, host, pid] = /^(.*)-(\d+)$/.exec(linkTarget(join(folder, 'SingletonLock')) ?? '') ?? [];
  if (host !== hostname() || !isAlive(Number(pid))) return false;
  // Another process may have that number by now.
  const socket = linkTarget(join(folder, 'SingletonSocket'));
  return platform !== 'linux' || (socket !== null && isListenedAt(socket));
}

/** @returns null if there is no such link. */
function linkTarget(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0); // Sends nothing; throws if there is no such process.
  } catch {
    return false;
  }
}

function isListenedAt(socket: string): boolean {
  return readFileSync('/proc/net/unix', 'utf8')
    .split('\n')
    .some((line) => line.endsWith(` ${socket}`));
}
