import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Where the socket of a profile's overlay is. Pure. */

export interface SocketPlace {
  readonly platform: NodeJS.Platform;
  /** ASYSTENT_PROFILE_DIR; null: it is not set. */
  readonly profileDir: string | null;
  /** The profile's name; null: the default one. */
  readonly profile: string | null;
  /** XDG_RUNTIME_DIR: private to the user, and gone with the session. */
  readonly runtimeDir: string | null;
  /** The folder for temporary files. */
  readonly temporaryDir: string;
  /** The user's id, where the system has one, or name. */
  readonly user: string;
}

/** A socket, and the folder that must be there for it, for the user alone. */
export interface ControlSocket {
  readonly path: string;
  /** null: nothing has to be made. */
  readonly folder: string | null;
}

const DEFAULT_PROFILE = 'default';

/** Of a socket's path on macOS, and three less than on Linux. Node 20 cuts a longer one. */
export const PATH_MAX_BYTES = 103;

/** Return where the socket is. On Windows it is a named pipe. */
export function socketOf({
  platform,
  profileDir,
  profile,
  runtimeDir,
  temporaryDir,
  user,
}: SocketPlace): ControlSocket {
  const name =
    profileDir === null
      ? (profile ?? DEFAULT_PROFILE)
      : createHash('sha256').update(profileDir).digest('hex').slice(0, 16);
  if (platform === 'win32') return { path: `\\\\.\\pipe\\asystent-overlay-${user}-${name}`, folder: null };
  const own = profileDir === null ? null : join(profileDir, 'overlay.sock');
  if (own !== null && Buffer.byteLength(own) <= PATH_MAX_BYTES) return { path: own, folder: null };
  const folder =
    runtimeDir === null ? join(temporaryDir, `asystent-overlay-${user}`) : join(runtimeDir, 'asystent-overlay');
  return { path: join(folder, `${name}.sock`), folder };
}
