import { closeSync, existsSync, lstatSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../runtime/user-error.ts';

/** A profile's folder, and where it was chosen. */
export interface ProfilePlace {
  readonly folder: string;
  /** Whether ASYSTENT_PROFILE_DIR names it. */
  readonly isFromEnvironment: boolean;
}

/** The reasons why a folder can't be used for a profile. */
export const FOLDER_PROBLEMS = ['not-a-folder', 'too-long', 'full', 'not-made', 'not-writable', 'no-lock'] as const;
type FolderProblem = (typeof FOLDER_PROBLEMS)[number];

/** By the system's error codes. */
const PROBLEMS: Readonly<Record<string, FolderProblem>> = {
  EEXIST: 'not-a-folder',
  ENOTDIR: 'not-a-folder',
  ENAMETOOLONG: 'too-long',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

/** Readable by the user only. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** The link with which Chromium limits a profile to one process. Windows uses another mechanism. */
const LOCK_FILE = 'SingletonLock';

/**
 * Create the profile's folder if it is missing, and check that files can be created in it.
 * @throws UserError if it can't be used.
 */
export function claimProfileFolder(place: ProfilePlace): void {
  attempt(place, 'not-made', () => makeFolder(place.folder));
  attempt(place, 'not-writable', () => {
    // Only an attempt shows it: permissions let root write anywhere.
    const probe = join(place.folder, `.probe-${process.pid}`);
    closeSync(openSync(probe, 'w', FILE_MODE));
    rmSync(probe);
  });
}

/**
 * Reserve the profile for this process.
 * @param request requests Electron's lock. @returns false if another overlay has it.
 * @throws UserError if nobody has it and yet it can't be taken.
 */
export function lockProfile(place: ProfilePlace, request: () => boolean): boolean {
  if (request()) return true;
  if (process.platform === 'win32' || isLocked(place.folder)) return false;
  // The overlay that had it may have ended in between.
  if (request()) return true;
  if (isLocked(place.folder)) return false;
  throw folderError(place, 'no-lock', LOCK_FILE);
}

/**
 * Return whether an overlay has this profile. Nothing is created.
 * @param request requests Electron's lock, which takes this process's request to that overlay.
 */
export function hasProfileOverlay(folder: string, request: () => boolean): boolean {
  // The lock of a profile that has never been used would need its folder.
  return (process.platform === 'win32' || isLocked(folder)) && !request();
}

/** Avoid `recursive`: Node 20 and 22 retry for ever in an existing folder that answers ENOENT, such as /proc. */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  if (!existsSync(folder) && dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: FOLDER_MODE });
  } catch (error) {
    // Another overlay that starts at the same time, for example at login, may have created it.
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Whether there is a lock. Chromium replaces one that a crash has left. */
function isLocked(folder: string): boolean {
  try {
    return lstatSync(join(folder, LOCK_FILE)).isSymbolicLink();
  } catch {
    return false;
  }
}

function attempt(place: ProfilePlace, otherwise: FolderProblem, act: () => void): void {
  try {
    act();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw folderError(place, PROBLEMS[code] ?? otherwise, code);
  }
}

/** @param cause the system's error code or the name of a file, for experts. */
function folderError({ folder, isFromEnvironment }: ProfilePlace, problem: FolderProblem, cause: string): UserError {
  return new UserError((t) => {
    const where = isFromEnvironment ? `ASYSTENT_PROFILE_DIR=${folder}` : t('folder.ofProfile', { folder });
    return `${where}: ${t(`folder.${problem}`)} (${cause})`;
  });
}
