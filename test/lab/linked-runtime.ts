import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder in which a runtime first looks for its app. */
const RESOURCES = 'resources';

/**
 * Make a runtime that always starts `app`, like a package: the given runtime may have an app in its own folder, which would
 * override the command line. It takes no space, because its files are links.
 *
 * @param electron the executable of the given runtime.
 * @param folder is created; it must not exist.
 * @param app the app's folder.
 * @returns the executable.
 */
export function linkRuntime(electron: string, folder: string, app: string): string {
  const copy = ['-a', dirname(electron), folder];
  try {
    execFileSync('cp', ['-l', ...copy], { stdio: 'ignore' });
  } catch {
    // Links can't be made between file systems.
    rmSync(folder, { recursive: true, force: true });
    execFileSync('cp', copy);
  }
  rmSync(join(folder, RESOURCES), { recursive: true });
  mkdirSync(join(folder, RESOURCES));
  symlinkSync(app, join(folder, RESOURCES, 'app'));
  return join(folder, 'electron');
}
