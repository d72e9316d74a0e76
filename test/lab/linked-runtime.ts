import { cpSync, linkSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The part of a runtime's folder in which it looks for its app before anywhere else. */
const RESOURCES = 'resources';

/**
 * Makes a runtime that starts `app` and nothing else, the way a package does: in the runtime that is there, the app in
 * its own folder would win over one that the command line names. It takes no room, because its files are links.
 *
 * @param electron the executable of the runtime that is there.
 * @param folder is made.
 * @param app the app's folder.
 * @returns the executable.
 */
export function linkRuntime(electron: string, folder: string, app: string): string {
  linkFiles(dirname(electron), folder);
  mkdirSync(join(folder, RESOURCES));
  symlinkSync(app, join(folder, RESOURCES, 'app'));
  return join(folder, 'electron');
}

function linkFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      if (entry.name !== RESOURCES) linkFiles(source, target);
    } else linkFile(source, target);
  }
}

/** Links can't lead from one file system to another. */
function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    cpSync(source, target, { verbatimSymlinks: true });
  }
}
