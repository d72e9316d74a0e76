import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { ProfileFolder } from '../start/profile-folder.ts';

/** A file of one line in the profile's folder. */
export const OVERLAY_ID_FILE = 'overlay-id';

const Id = v.pipe(v.string(), v.trim(), v.uuid());

/**
 * Return the random id by which clients recognise this overlay, made once for each profile. It lasts until the overlay ends
 * where it can't be saved. Never throws.
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
