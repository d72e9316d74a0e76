import { readFileSync, type Stats, statSync } from 'node:fs';
import { UsageError } from './usage-error.ts';
import { errorsOf } from './wire-schema.ts';

/** The content of a pairing file. */
export interface Pairing {
  readonly url: string;
  readonly httpUrl: string;
  /** SHA-256, as 64 hex digits in lower case. */
  readonly certificate: string;
  readonly key: string;
}

const MAX_BYTES = 16 * 1024;

/** An overlay never connects to the assistant's main server. */
export const MAIN_SERVER_PORT = 8001;

/** The rule for each field. No message holds a value, because one of them is the key. */
const RULES: Readonly<Record<string, string>> = {
  url: 'url must be wss://host:port/, with nothing behind the port',
  http: 'http must be https://host:port/, with nothing behind the port',
  key: 'key must be 16 to 500 visible ASCII characters',
  certificate: 'certificate must be a SHA-256: 64 hex digits',
  name: 'name must be 1 to 60 characters',
};

/**
 * Read the file that a client writes to pair an overlay.
 * @throws UsageError if the file can't be used; the message never holds the key.
 */
export function readPairing(path: string): Pairing {
  const refuse = (reason: string): never => {
    throw new UsageError(`--pairing ${path}: ${reason}`);
  };
  const value = parsed(readPrivate(path, refuse), refuse);
  const [fault] = errorsOf(value, 'pairing')
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .map(({ instancePath, params }) => instancePath.split('/')[1] ?? `${params['missingProperty'] ?? ''}`);
  if (fault !== undefined) return refuse(RULES[fault] ?? 'it must hold url, key and certificate');
  // The schema has just checked the form.
  const { url, http, key, certificate } = value as { [field in 'url' | 'http' | 'key' | 'certificate']: string };
  const socket = bareUrl(url) ?? refuse(`${RULES['url']}`);
  const httpUrl = bareUrl(http ?? url.replace('wss:', 'https:')) ?? refuse(`${RULES['http']}`);
  if ([socket, httpUrl].some(({ port }) => port === String(MAIN_SERVER_PORT))) {
    refuse(`${MAIN_SERVER_PORT} is the assistant's main server; an overlay never connects to it`);
  }
  return {
    url: socket.href,
    httpUrl: httpUrl.href,
    certificate: certificate.replaceAll(':', '').toLowerCase(),
    key,
  };
}

function readPrivate(path: string, refuse: (reason: string) => never): string {
  let stats: Stats;
  let text: string;
  try {
    stats = statSync(path);
    if (!stats.isFile()) throw new Error('no file');
    text = readFileSync(path, 'utf8');
  } catch {
    return refuse('this file cannot be read');
  }
  // Windows has no such mode.
  const isPrivate = process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o077) === 0);
  if (!isPrivate) refuse('others can read this file, and it holds a key: chmod 600');
  if (stats.size > MAX_BYTES) refuse('this file is too large for a pairing');
  return text;
}

function parsed(text: string, refuse: (reason: string) => never): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('this file is not JSON');
  }
}

/** A URL of host and port only; null for any other. */
function bareUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isBare = url.pathname === '/' && `${url.search}${url.hash}${url.username}${url.password}` === '';
  return isBare && url.hostname !== '' && url.port !== '0' ? url : null;
}
