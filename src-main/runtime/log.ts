import { join } from 'node:path';
import electronLog from 'electron-log/node';
import type { Clock } from './clock.ts';
import { createRepeatedLines } from './repeated-lines.ts';

/** With one more line, at most 1 MB; the previous file is kept as `overlay.old.log`. */
const LOG_MAX_BYTES = 980_000;
const LINE_MAX_CHARACTERS = 4_000;

/** Readable by the user only. */
const FILE_MODE = 0o600;

/** Write a line for finding faults; never the assistant's texts. */
export type Log = (message: string) => void;

/** The log of a profile. */
export interface LogFile {
  readonly log: Log;
  /** Write the pending counts of repeated lines. Call before the app ends. */
  flush(): void;
}

/** Return the log's folder. @param userData the profile's folder. */
export function logFolderIn(userData: string): string {
  return join(userData, 'logs');
}

/** Open `overlay.log` in a folder. A full or read-only disk loses lines, and nothing else. */
export function openLog(folder: string, clock: Clock): LogFile {
  const { file, console } = electronLog.transports;
  file.resolvePathFn = () => join(folder, 'overlay.log');
  file.maxSize = LOG_MAX_BYTES;
  file.writeOptions = { ...file.writeOptions, mode: FILE_MODE };
  // Nothing goes to the terminal, which may be gone. Unlike the level, this also silences the file transport's errors.
  console.writeFn = () => {};
  const lines = createRepeatedLines(clock, (line) => electronLog.info(line));
  return { log: (message) => lines.add(message.slice(0, LINE_MAX_CHARACTERS)), flush: lines.flush };
}
