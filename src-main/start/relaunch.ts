import { app } from 'electron';
import { withJoinedProfile } from './command-line.ts';
import { ownAppImage } from './own-app-image.ts';

/** Start the app again once this process has ended; the caller ends it. @param args without the executable. */
export function relaunch(args: readonly string[]): void {
  // The mounted image of an AppImage vanishes with this process.
  const appImage = ownAppImage(process.env, process.execPath);
  app.relaunch({ args: [...withJoinedProfile(args)], ...(appImage !== null ? { execPath: appImage } : {}) });
}
