import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../runtime/write-whole.ts';

/** The files of a profile: settings, keys, the overlay's id. Every function throws if the system refuses. */
export interface ProfileFolder {
  /** @returns null if there is no such file. */
  read(name: string): string | null;
  /** Replace the file as a whole: a crash leaves either the old text or the new one. */
  write(name: string, text: string): void;
  rename(from: string, to: string): void;
  copy(from: string, to: string): void;
}

/** Readable by the user only. */
const FILE_MODE = 0o600;

/** Some editors, such as Windows' own, write it before the text. JSON does not allow it. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * Open a profile's folder, which is created by the first write.
 *
 * Synchronous: the files are small and rarely written, and the last change must be on the disk when the app ends.
 */
export function openProfileFolder(folder: string): ProfileFolder {
  const cleared = new Set<string>();

  /** Remove the temporary files of processes that were killed while writing: the name with a number behind it. */
  const clearLeftovers = (name: string) => {
    if (cleared.has(name)) return;
    cleared.add(name);
    for (const file of readdirSync(folder)) {
      if (file.startsWith(`${name}.`) && /\.\d+$/.test(file)) rmSync(join(folder, file), { force: true });
    }
  };

  return {
    read(name) {
      try {
        return readFileSync(join(folder, name), 'utf8').replace(BYTE_ORDER_MARK, '');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },
    write(name, text) {
      mkdirSync(folder, { recursive: true });
      clearLeftovers(name);
      writeWhole(join(folder, name), text, FILE_MODE);
    },
    rename: (from, to) => renameSync(join(folder, from), join(folder, to)),
    copy: (from, to) => copyFileSync(join(folder, from), join(folder, to)),
  };
}
