import { app } from 'electron';
import { withJoinedProfile } from './command-line.ts';

/** Start the app again once this process has ended; the caller ends it. @param args without the executable. */
export function relaunch(args: readonly string[]): void {
  // The mounted image of an AppImage vanishes with this process.
  const appImage = process.env['APPIMAGE'];
  app.relaunch({ args: [...withJoinedProfile(args)], ...(appImage ? { execPath: appImage } : {}) });
}
