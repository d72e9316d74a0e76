import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
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
  const lines = createRepeatedLines(clock, (line) => {
    try {
      append(folder, `[${new Date().toISOString()}] ${line}\n`);
    } catch {
      // The line is lost. The terminal may be gone as well.
    }
  });
  return { log: (message) => lines.add(message.slice(0, LINE_MAX_CHARACTERS)), flush: lines.flush };
}

/** Synchronous, so that the line before a crash is on the disk. @throws if the system refuses. */
function append(folder: string, text: string): void {
  const file = join(folder, 'overlay.log');
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) mkdirSync(folder, { recursive: true });
  else if (size > LOG_MAX_BYTES) renameSync(file, join(folder, 'overlay.old.log'));
  appendFileSync(file, text, { mode: FILE_MODE });
}
