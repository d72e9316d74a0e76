import { join } from 'node:path';
import { app } from 'electron';
import type { ShortcutName } from '../../src-shared/settings-limits.ts';
import { HELP, parseCommandLine } from './command-line.ts';
import { type Environment, parseEnvironment } from './environment.ts';
import { decideOzone } from './ozone.ts';
import { claimProfileFolder, hasProfileOverlay, lockProfile } from './profile-access.ts';
import { relaunch } from './relaunch.ts';
import { dataOf } from './second-start.ts';

/** A start that continues. */
export interface Start {
  readonly environment: Environment;
  /** The name of the profile; null for the default one. */
  readonly profile: string | null;
  /** Scripts and configurations start it so: nobody waits for a window. */
  readonly isOnce: boolean;
  /** The session has no X server, so windows can be neither placed nor kept on top. */
  readonly isOnWayland: boolean;
}

/**
 * Take the first steps of a start: print help or version, pass an action on to the running overlay, restart under XWayland,
 * claim the profile's folder, and make sure that the profile has one overlay only. Call before the app is ready.
 * @returns null if this process ends.
 * @throws UserError if the user has to correct something.
 */
export function bootstrap(): Start | null {
  const args = process.argv.slice(1);
  const { profile, print, action, isOnce } = parseCommandLine(args);
  if (print !== null) {
    process.stdout.write(print === 'help' ? HELP : `${app.getVersion()}\n`);
    app.exit(0);
    return null;
  }
  const environment = parseEnvironment(process.env);
  const folder = environment.profileDir ?? ownFolder(profile);
  // First of all: a key that the desktop has bound to it shall act at once.
  if (action !== null) {
    app.exit(passOn(action, folder) ? 0 : 1);
    return null;
  }
  const ozone = decideOzone(process.platform, process.env, args);
  if (ozone.kind === 'relaunch') {
    Object.assign(process.env, ozone.env);
    relaunch(ozone.args);
    app.exit(0);
    return null;
  }
  // It is for this process alone: programs that it starts later must not find it.
  delete process.env.ASYSTENT_HASS_TOKEN;
  const place = { folder, isFromEnvironment: environment.profileDir !== null };
  claimProfileFolder(place);
  app.setPath('userData', folder);
  // The running overlay gets it with `second-instance`.
  const request = dataOf(isOnce ? 'nothing' : 'open-settings');
  if (!lockProfile(place, () => app.requestSingleInstanceLock(request))) {
    app.exit(0);
    return null;
  }
  return { environment, profile, isOnce, isOnWayland: ozone.kind === 'stay-on-wayland' };
}

/** Let the overlay of this profile act. @returns false if none runs, which the terminal then says. */
function passOn(action: ShortcutName, folder: string): boolean {
  app.setPath('userData', folder);
  const isDone = hasProfileOverlay(folder, () => app.requestSingleInstanceLock(dataOf(action)));
  // A user who has pressed a shortcut of the desktop may not want a dialog.
  if (!isDone)
    process.stderr.write('asystent-overlay: the overlay does not run, so it can do nothing: start it first\n');
  return isDone;
}

/** Return a profile's folder, where the system keeps such folders. */
function ownFolder(profile: string | null): string {
  const main = mainFolder();
  return profile === null ? main : join(main, 'profiles', profile);
}

function mainFolder(): string {
  try {
    return app.getPath('userData');
  } catch {
    // Electron creates the folder when it is asked for it, and throws if it can't. We only need its name.
    return join(app.getPath('appData'), app.getName());
  }
}
