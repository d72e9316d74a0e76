import { existsSync, readdirSync, statSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** The name that sway gives its socket, with the numbers of the user and of its process. */
const OWN_NAME = /^sway-ipc\.\d+\.(\d+)\.sock$/;

/**
 * Return the path of sway's socket; null in a session that began without sway. The variable stays as it is when sway has ended. An
 * overlay that comes back with the next sway finds that beside it.
 */
export function swaySocket(env: Env): string | null {
  const path = env['SWAYSOCK'];
  if (!path) return null;
  return isOfEndedSway(basename(path)) ? (newestSocketIn(dirname(path)) ?? path) : path;
}

/** Call `onThere` when a file is created that may be sway's socket. @returns a function that ends it. */
export function watchForSway(env: Env, onThere: () => void): () => void {
  const path = env['SWAYSOCK'];
  if (!path) return () => {};
  const folder = dirname(path);
  try {
    const watcher = watch(folder, (_, name) => {
      if (name === null || (name !== basename(path) && !OWN_NAME.test(name))) return;
      if (existsSync(join(folder, name))) onThere();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    // Without its folder, there is no socket.
    return () => {};
  }
}

function newestSocketIn(folder: string): string | null {
  try {
    const names = readdirSync(folder).filter((name) => OWN_NAME.test(name) && !isOfEndedSway(name));
    const dated = names.map((name) => ({ path: join(folder, name), atMs: statSync(join(folder, name)).mtimeMs }));
    return dated.toSorted((one, other) => other.atMs - one.atMs)[0]?.path ?? null;
  } catch {
    return null;
  }
}

/** Return whether a socket, by its name, belongs to a process that has ended. */
function isOfEndedSway(name: string): boolean {
  const pid = OWN_NAME.exec(name)?.[1];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
