import { createHash } from 'node:crypto';
import { accessSync, constants, realpathSync, rmSync, statSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { ownAppImage } from '../start/own-app-image.ts';
import type { Image } from './release.ts';

/** The one kind of package that a program may replace without the system's help: a single file of the user's own. */

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The running executable. */
  readonly execPath: string;
  readonly uid: number | undefined;
}

/** Return the AppImage that runs, if the user may replace it; else null. */
export function appImageHere({ env, execPath, uid }: Surroundings): string | null {
  const file = ownAppImage(env, execPath);
  // A file is replaced only if it is sure to be ours: it tells where it is mounted.
  if (file === null || !isAbsolute(file) || !env['APPDIR']) return null;
  try {
    const target = realpathSync(file);
    const status = statSync(target);
    if (!status.isFile() || status.uid !== uid) return null;
    accessSync(dirname(target), constants.W_OK);
    return target;
  } catch {
    return null;
  }
}

/** The file is not the one that the makers have signed. */
export class WrongFile extends Error {}

/**
 * Replace an AppImage by the release's, as a whole: until the new one is complete and proved, it is another file, which nothing
 * starts and nobody else may read.
 * @throws WrongFile, or an error of the connection or the system; the old file stays.
 */
export async function replaceImage(file: string, image: Image, body: AsyncIterable<Uint8Array>): Promise<void> {
  const part = `${file}.part`;
  // Of an overlay that was killed meanwhile.
  rmSync(part, { force: true });
  try {
    const target = await open(part, 'wx', 0o600);
    try {
      const hash = createHash('sha512');
      let bytes = 0;
      for await (const chunk of body) {
        bytes += chunk.length;
        if (bytes > image.size) throw new WrongFile('too long');
        hash.update(chunk);
        await target.writeFile(chunk);
      }
      if (hash.digest('hex') !== image.sha512) throw new WrongFile('another file');
      await target.chmod(statSync(file).mode & 0o777);
      await target.sync();
    } finally {
      await target.close();
    }
    await rename(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
