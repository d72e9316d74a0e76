import { closeSync, fchmodSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Replace a file as a whole: a crash leaves either the old text or the new one, and perhaps a temporary file, which has the
 * file's name with a number behind it.
 *
 * Our own, because the library for it listens for signals while it writes. Node then takes them over from Chromium for
 * good, and a SIGTERM kills the app instead of quitting it.
 * @throws if the system refuses; the old text stays.
 */
export function writeWhole(file: string, text: string, mode: number): void {
  const target = followed(file);
  const temporary = `${target}.${process.pid}`;
  try {
    const open = openSync(temporary, 'w', mode);
    try {
      // A leftover file may have another mode.
      fchmodSync(open, mode);
      writeFileSync(open, text);
      // Otherwise the rename may reach the disk before the contents.
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Resolve links, so that they stay: some users keep their settings elsewhere. */
function followed(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
