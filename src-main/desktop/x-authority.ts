import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const COOKIE_NAME = 'MIT-MAGIC-COOKIE-1';
/** The family of an entry of the authority file that is for this machine. */
const FAMILY_LOCAL = 256;

/** Return the X display's number; null when it is not on this machine. */
export function displayNumber(display: string | undefined): number | null {
  const [, number] = /^(?:unix)?:(\d+)(?:\.\d+)?$/.exec(display ?? '') ?? [];
  return number === undefined ? null : Number(number);
}

/** Read the cookie for an X display from the user's authority file; null when that has none. */
export function cookieOf(env: Readonly<Record<string, string | undefined>>, display: number): Buffer | null {
  try {
    return displayCookie(readFileSync(env['XAUTHORITY'] || join(homedir(), '.Xauthority')), display);
  } catch {
    return null;
  }
}

/**
 * Find the cookie for an X display, without which most servers refuse a connection.
 * @param authority the content of the authority file (Xau library: big-endian lengths before each part).
 * @returns null when the file has none for the display.
 */
export function displayCookie(authority: Buffer, display: number): Buffer | null {
  let at = 0;
  const part = () => {
    const start = at + 2;
    at = start + authority.readUInt16BE(at);
    return authority.subarray(start, at);
  };
  while (at < authority.length) {
    const family = authority.readUInt16BE(at);
    at += 2;
    part(); // the host's name, which may have changed since the server was started
    const number = part().toString();
    const name = part().toString();
    const data = part();
    if (family === FAMILY_LOCAL && name === COOKIE_NAME && (number === '' || number === String(display))) return data;
  }
  return null;
}
