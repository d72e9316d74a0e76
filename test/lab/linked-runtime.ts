import { cpSync, linkSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder in which a runtime first looks for its app. */
const RESOURCES = 'resources';

/**
 * Make a runtime that always starts `app`, like a package: the given runtime may have an app in its own folder, which would
 * override the command line. It takes no space, because its files are links.
 *
 * @param electron the executable of the given runtime.
 * @param folder is created.
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

/** Copy a file where a link can't be made, as between file systems. */
function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    cpSync(source, target, { verbatimSymlinks: true });
  }
}
