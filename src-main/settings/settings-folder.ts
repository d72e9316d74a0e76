import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { SettingsFolder } from './settings-store.ts';

/** Only the user may read what the user has set. */
const FILE_MODE = 0o600;

/**
 * The profile's folder on the disk; it is made when something is written.
 *
 * Synchronous: the file is small and written seldom, and the last change has to be on the disk when the app ends.
 */
export function openSettingsFolder(folder: string): SettingsFolder {
  const cleared = new Set<string>();

  /** What write-file-atomic leaves when the process is killed in mid-write: the name with a number behind it. */
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
        return readFileSync(join(folder, name), 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },
    write(name, text) {
      mkdirSync(folder, { recursive: true });
      clearLeftovers(name);
      writeFileAtomic.sync(join(folder, name), text, { mode: FILE_MODE });
    },
    rename: (from, to) => renameSync(join(folder, from), join(folder, to)),
    copy: (from, to) => copyFileSync(join(folder, from), join(folder, to)),
  };
}
