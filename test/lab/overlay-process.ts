import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { withLeanSwitch } from '../../src-main/start/launch-switches.ts';
import { decideOzone } from '../../src-main/start/ozone.ts';
import type { Language } from '../../src-shared/languages.ts';
import { SETTINGS_VERSION } from '../../src-shared/settings.ts';
import type { ClientPorts } from './free-port.ts';

/** Return the arguments of the Electron executable that start the overlay from its source tree. */
export function overlayArguments(
  env: NodeJS.ProcessEnv,
  userId: number | undefined,
  platform: NodeJS.Platform = process.platform,
): string[] {
  // The overlay would relaunch itself for XWayland, and that process would not be a child of this one.
  const ozone = decideOzone(platform, env, []);
  const first = platform === 'linux' ? withLeanSwitch([]) : [];
  return [...sandboxSwitches(userId), ...(ozone.kind === 'relaunch' ? ozone.args : first), PROJECT_ROOT];
}

/** Return the switch that root needs, whom Chromium's sandbox refuses. @param userId undefined where users have no number. */
export function sandboxSwitches(userId: number | undefined): string[] {
  return userId === 0 ? ['--no-sandbox'] : [];
}

/** Return the environment variables of the overlay. */
export function overlayEnvironment(
  options: ClientPorts & { readonly language: Language | null; readonly profile: string },
): Record<string, string> {
  return {
    ASYSTENT_WS_PORTS: options.wsPorts.join(','),
    ASYSTENT_HTTP_PORTS: options.httpPorts.join(','),
    ASYSTENT_PROFILE_DIR: options.profile,
    ASYSTENT_LANG: options.language ?? '',
  };
}

/** Write the settings of a profile; those that are left out have their defaults. */
export function writeSettings(profile: string, settings: object): void {
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ version: SETTINGS_VERSION, ...settings }));
}

/** Give a profile settings if it has none, so that the overlay does not open the window of the first run. */
export function leaveFirstRunBehind(profile: string): void {
  const isFolder = existsSync(`${profile}/.`);
  if (isFolder && !existsSync(join(profile, 'settings.json'))) writeSettings(profile, {});
}

/** Return this process's environment without variables that affect Electron or the app. */
export function cleanEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { NODE_ENV: _1, NODE_OPTIONS: _2, ELECTRON_RUN_AS_NODE: _3, ...env } = Object.fromEntries(entries);
  return env;
}
