import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import * as v from 'valibot';
import type { PairingProblem } from '../../src-shared/adding-contract.ts';
import type { PairedClient } from '../../src-shared/settings.ts';
import { MAIN_SERVER_PORT, NAME_MAX_LENGTH } from '../../src-shared/settings-limits.ts';
import { cleanLine } from '../assistants/clean-text.ts';

/** The data that a client hands over for pairing. `name` is its host if it gives none. */
export interface Pairing extends Pick<PairedClient, 'url' | 'httpUrl' | 'certificate'> {
  readonly key: string;
  readonly name: string;
}

/** The result of reading a pairing. The problem never quotes the text. */
export type ReadPairing = Pairing | PairingProblem;

const PAIRING_MAX_BYTES = 16 * 1024;
const KEY_MIN_LENGTH = 16;
const PAIRING_KEY_MAX_LENGTH = 500;

const Fields = v.object({
  url: v.string(),
  key: v.string(),
  certificate: v.string(),
  http: v.optional(v.string()),
  name: v.optional(v.string()),
});

/** Read the text of a pairing. Pure. */
export function parsePairing(text: string): ReadPairing {
  if (Buffer.byteLength(text) > PAIRING_MAX_BYTES) return 'too-large';
  const parsed = v.safeParse(v.pipe(v.string(), v.trim(), v.parseJson(), Fields), text);
  if (!parsed.success) return parsed.issues[0].path === undefined ? 'not-json' : 'field-missing';
  const { key, name, ...fields } = parsed.output;

  if (!/^[\x21-\x7e]*$/.test(key) || key.length > PAIRING_KEY_MAX_LENGTH) return 'key-not-allowed';
  if (key.length < KEY_MIN_LENGTH) return 'key-too-short';
  const certificate = fields.certificate.replaceAll(':', '').toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(certificate)) return 'certificate';
  const url = readAddress(fields.url, 'wss:');
  if (typeof url === 'string') return url;
  const httpUrl = readAddress(fields.http ?? url.href.replace('wss:', 'https:'), 'https:');
  if (typeof httpUrl === 'string') return httpUrl;

  return {
    url: url.href,
    httpUrl: httpUrl.href,
    certificate,
    key,
    name: cleanLine(name ?? '', NAME_MAX_LENGTH).trim() || cleanLine(url.hostname, NAME_MAX_LENGTH),
  };
}

/** Return an address of a host and a port alone, or its problem. */
function readAddress(text: string, protocol: 'wss:' | 'https:'): URL | PairingProblem {
  if (!URL.canParse(text)) return 'address';
  const url = new URL(text);
  if (url.protocol === 'ws:' || url.protocol === 'http:') return 'not-secure';
  const isBare = url.pathname === '/' && `${url.search}${url.hash}${url.username}${url.password}` === '';
  if (url.protocol !== protocol || !isBare || url.hostname === '' || url.port === '0') return 'address';
  return url.port === String(MAIN_SERVER_PORT) ? 'main-server' : url;
}

/**
 * Read a pairing from a file. The user has to own it, and nobody else may have access; on Windows, whose files have no such
 * mode, the folder has to see to that.
 */
export function readPairingFile(path: string): ReadPairing {
  let file: number;
  try {
    // Opening a pipe would block until somebody writes into it.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch {
    return 'file-unreadable';
  }
  try {
    const stats = fstatSync(file);
    const { uid, mode, size } = stats;
    if (!stats.isFile()) return 'file-unreadable';
    if (process.getuid !== undefined && (uid !== process.getuid() || (mode & 0o077) !== 0)) {
      return 'file-not-private';
    }
    if (size > PAIRING_MAX_BYTES) return 'too-large';
    const bytes = Buffer.alloc(PAIRING_MAX_BYTES + 1);
    const length = readSync(file, bytes, 0, bytes.length, 0);
    return parsePairing(bytes.toString('utf8', 0, length));
  } catch {
    return 'file-unreadable';
  } finally {
    closeSync(file);
  }
}
