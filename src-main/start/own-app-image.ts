import { realpathSync } from 'node:fs';
import { sep } from 'node:path';

/**
 * Return the AppImage that this process was started from; null: none. Programs that were started from another AppImage, such
 * as a terminal's, inherit its variables.
 */
export function ownAppImage(env: Readonly<Record<string, string | undefined>>, execPath: string): string | null {
  const { APPIMAGE: file = '', APPDIR: mounted = '' } = env;
  // Without a folder, it was unpacked to be run.
  const isOurs = mounted === '' || execPath.startsWith(realFolder(mounted) + sep);
  return isOurs ? file || null : null;
}

/** The folder for temporary files may be a link, and the path of a process never is. */
function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
