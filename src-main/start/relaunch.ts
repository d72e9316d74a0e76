import { app } from 'electron';
import { withJoinedProfile } from './command-line.ts';

/** Has the app started again when this process has ended, which the caller sees to. @param args what follows the executable. */
export function relaunch(args: readonly string[]): void {
  // The mounted image that an AppImage runs from is gone with this process.
  const appImage = process.env['APPIMAGE'];
  app.relaunch({ args: [...withJoinedProfile(args)], ...(appImage ? { execPath: appImage } : {}) });
}
