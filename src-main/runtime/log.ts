import { join } from 'node:path';
import electronLog from 'electron-log/node';
import type { Clock } from './clock.ts';
import { createRepeatedLines } from './repeated-lines.ts';

/** Together with one more line, at most 1 MB; the file before is kept beside it as `overlay.old.log`. */
const LOG_MAX_BYTES = 980_000;
const LINE_MAX_CHARACTERS = 4_000;

/** Only the user may read what their overlay did. */
const FILE_MODE = 0o600;

/** Writes lines for whoever looks for a fault; never the assistant's texts. */
export type Log = (message: string) => void;

/** The log of a profile. */
export interface LogFile {
  readonly log: Log;
  /** Writes what has been counted but not written yet. To be called before the app ends. */
  flush(): void;
}

/** Where the log of a profile is. @param userData the profile's folder. */
export function logFolderIn(userData: string): string {
  return join(userData, 'logs');
}

/** Opens the log file of a profile, which is written to `overlay.log`. A disk that is full or read-only is put up with. */
export function openLog(folder: string, clock: Clock): LogFile {
  const { file, console } = electronLog.transports;
  file.resolvePathFn = () => join(folder, 'overlay.log');
  file.maxSize = LOG_MAX_BYTES;
  file.writeOptions = { ...file.writeOptions, mode: FILE_MODE };
  // Nothing goes to the terminal, which may be gone. This function, unlike the level, also counts for what the file's
  // transport says when it can't write.
  console.writeFn = () => {};
  const lines = createRepeatedLines(clock, (line) => electronLog.info(line));
  return { log: (message) => lines.add(message.slice(0, LINE_MAX_CHARACTERS)), flush: lines.flush };
}
