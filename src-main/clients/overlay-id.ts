import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { ProfileFolder } from '../start/profile-folder.ts';

/** In the profile's folder, one line. */
export const OVERLAY_ID_FILE = 'overlay-id';

const Id = v.pipe(v.string(), v.trim(), v.uuid());

/**
 * By what clients know this overlay again: random, made once for each profile. Where it can't be kept, it lasts until the
 * overlay ends. Never throws.
 */
export function overlayId(folder: Pick<ProfileFolder, 'read' | 'write'>, log: (message: string) => void): string {
  try {
    const kept = v.safeParse(Id, folder.read(OVERLAY_ID_FILE));
    if (kept.success) return kept.output;
  } catch (error) {
    log(`overlay's id not read: ${String(error)}`);
  }
  const id = randomUUID();
  try {
    folder.write(OVERLAY_ID_FILE, `${id}\n`);
  } catch (error) {
    log(`overlay's id not kept: ${String(error)}`);
  }
  return id;
}
