import { closeSync, fchmodSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Replaces a file as a whole: after a crash there is either the old text or the new one. What is left of one that was
 * interrupted has the file's name with a number behind it.
 *
 * A few lines of our own, because the library for it listens for signals while it writes, by which Node takes them over
 * from Chromium and does not give them back: a SIGTERM would then kill the app instead of quitting it.
 * @throws when the system refuses; the old text is still there then.
 */
export function writeWhole(file: string, text: string, mode: number): void {
  const target = followed(file);
  const temporary = `${target}.${process.pid}`;
  try {
    const open = openSync(temporary, 'w', mode);
    try {
      // One that was left may have another mode.
      fchmodSync(open, mode);
      writeFileSync(open, text);
      // The name must not come to stand for a file whose contents are not on the disk yet.
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

/** A link stays one: some keep their settings elsewhere. */
function followed(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
