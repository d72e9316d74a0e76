import { join } from 'node:path';
import log from 'electron-log/node';

/** Log files keep at most this much; the one before is kept beside it. */
const LOG_MAX_BYTES = 1_000_000;

/** Writes lines for whoever looks for a fault; never the assistant's texts. */
export type Log = (message: string) => void;

/** Opens the log file of a profile. @param folder where it is written, as `overlay.log`. */
export function openLog(folder: string): Log {
  log.transports.file.resolvePathFn = () => join(folder, 'overlay.log');
  log.transports.file.maxSize = LOG_MAX_BYTES;
  log.transports.console.level = false;
  return (message) => log.info(message);
}
