import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A file of a package, with its size. */
export interface PackedFile {
  /** Relative to the package's folder. */
  readonly path: string;
  readonly bytes: number;
}

const APP_ARCHIVE = join('resources', 'app.asar');

/** Return all files of a folder. Links are not followed: the fallback runtime has one back to the project. */
export function filesOf(folder: string, below = ''): readonly PackedFile[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    return entry.isDirectory() ? filesOf(folder, path) : [{ path, bytes: lstatSync(join(folder, path)).size }];
  });
}

/** Return the sizes of a packed app's parts as lines of text, the largest first. */
export function listSizes(folder: string): readonly string[] {
  const files = filesOf(folder);
  const total = (chosen: readonly PackedFile[]) => chosen.reduce((sum, { bytes }) => sum + bytes, 0);
  const locales = files.filter(({ path }) => path.startsWith('locales'));
  const parts: readonly PackedFile[] = [
    ...files.filter((file) => !locales.includes(file)),
    { path: `locales (${locales.length} languages)`, bytes: total(locales) },
  ];
  const line = ({ path, bytes }: PackedFile) => `${(bytes / 1e6).toFixed(1).padStart(7)} MB  ${path}`;
  const app = files.filter(({ path }) => path === APP_ARCHIVE);
  return [
    ...parts.toSorted((a, b) => b.bytes - a.bytes).map(line),
    line({ path: 'in all', bytes: total(files) }),
    line({ path: 'of it the overlay; the rest is Electron', bytes: total(app) }),
  ];
}
