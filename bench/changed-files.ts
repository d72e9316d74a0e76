import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** When each file and folder last changed, in nanoseconds since 1970, by its path. */
export type ChangeTimes = ReadonlyMap<string, bigint>;

/** Read when the folders, and all that is in them, last changed in content, name or rights. */
export function changeTimes(folders: readonly string[]): ChangeTimes {
  const paths = folders.flatMap((folder) => {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return [folder, ...names.map((name) => join(folder, name))];
  });
  return new Map(
    paths.flatMap((path) => {
      const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
      return stat === undefined ? [] : [[path, stat.ctimeNs] as const];
    }),
  );
}

/** Return the paths that were added or changed between two readings; a file that was deleted changes its folder. */
export function changedPaths(before: ChangeTimes, after: ChangeTimes): string[] {
  return [...after].filter(([path, changedAtNs]) => before.get(path) !== changedAtNs).map(([path]) => path);
}
