import { join } from 'node:path';
import { app } from 'electron';
import { HELP, parseCommandLine } from './command-line.ts';
import { type Environment, parseEnvironment } from './environment.ts';
import { decideOzone } from './ozone.ts';
import { claimProfileFolder, lockProfile } from './profile-access.ts';
import { relaunch } from './relaunch.ts';

/** A start that continues. */
export interface Start {
  readonly environment: Environment;
  /** The name of the profile; null for the default one. */
  readonly profile: string | null;
  /** The session has no X server, so windows can be neither placed nor kept on top. */
  readonly isOnWayland: boolean;
}

/**
 * Take the first steps of a start: print help or version, restart under XWayland, claim the profile's folder, and make
 * sure that the profile has one overlay only. Call before the app is ready.
 * @returns null if this process ends.
 * @throws UserError if the user has to correct something.
 */
export function bootstrap(): Start | null {
  const args = process.argv.slice(1);
  const { profile, print } = parseCommandLine(args);
  if (print !== null) {
    process.stdout.write(print === 'help' ? HELP : `${app.getVersion()}\n`);
    app.exit(0);
    return null;
  }
  const environment = parseEnvironment(process.env);
  const ozone = decideOzone(process.platform, process.env, args);
  if (ozone.kind === 'relaunch') {
    Object.assign(process.env, ozone.env);
    relaunch(ozone.args);
    app.exit(0);
    return null;
  }
  const folder = environment.profileDir ?? ownFolder(profile);
  const place = { folder, isFromEnvironment: environment.profileDir !== null };
  claimProfileFolder(place);
  app.setPath('userData', folder);
  // The running overlay gets `second-instance`.
  if (!lockProfile(place, () => app.requestSingleInstanceLock())) {
    app.exit(0);
    return null;
  }
  return { environment, profile, isOnWayland: ozone.kind === 'stay-on-wayland' };
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
