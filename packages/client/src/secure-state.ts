import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { writeWhole } from '../../../src-main/runtime/write-whole.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer ones are refused by some. */
const VALID_DAYS = 825;
/** A certificate that ends sooner is replaced, which ends all pairings. */
const RENEWED_BEFORE_DAYS = 7;
/** Clocks of other machines may be behind. */
const CLOCK_TOLERANCE_DAYS = 1;
const KEY_BYTES = 32;

/** What a client needs so that nobody else is taken for it and nobody talks to it uninvited. */
export interface SecureState {
  readonly tls: { readonly cert: string; readonly key: string };
  readonly key: string;
  /**
   * Writes the file with which an overlay is paired, for its user alone to read.
   * @returns its path.
   */
  writePairing(ports: { readonly wsPort: number; readonly httpPort: number }): string;
}

/**
 * Takes certificate and key from a folder. What is missing there, has run out, is for another host, or was open to
 * others is made anew. Every file has mode 0600.
 * @param options.host the address that the client listens on.
 * @param options.rotateKey whether a new key is made in any case; overlays have to be paired again then.
 * @param options.name what the client is called.
 */
export async function openSecureState(options: {
  readonly folder: string;
  readonly host: string;
  readonly rotateKey: boolean;
  readonly name: string;
}): Promise<SecureState> {
  const { folder, rotateKey, name } = options;
  const host = publicName(options.host);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = (file: string) => join(folder, file);
  const write = (file: string, text: string) => writeWhole(path(file), text, 0o600);

  let cert = readPrivate(path('certificate.pem'));
  let privateKey = readPrivate(path('private-key.pem'));
  if (cert === null || privateKey === null || !isUsable(cert, host)) {
    const made = await makeCertificate(host, name);
    cert = made.cert;
    privateKey = made.private;
    write('certificate.pem', cert);
    write('private-key.pem', privateKey);
  }
  let key = readPrivate(path('key'))?.trim() ?? '';
  if (rotateKey || key === '') {
    key = randomBytes(KEY_BYTES).toString('base64url');
    write('key', `${key}\n`);
  }
  const pairing = { key, certificate: new X509Certificate(cert).fingerprint256, name };

  return {
    tls: { cert, key: privateKey },
    key,
    writePairing({ wsPort, httpPort }) {
      const at = host.includes(':') ? `[${host}]` : host;
      const addresses = { url: `wss://${at}:${wsPort}/`, http: `https://${at}:${httpPort}/` };
      write('pairing.json', `${JSON.stringify({ ...addresses, ...pairing }, null, 2)}\n`);
      return path('pairing.json');
    },
  };
}

/** Under which name others find a client that listens on `host`. */
function publicName(host: string): string {
  return host === '0.0.0.0' || host === '::' ? hostname() : host;
}

/** The text of a file that nobody else had access to; null when there is none. */
function readPrivate(path: string): string | null {
  try {
    const { mode } = statSync(path);
    return process.platform !== 'win32' && (mode & 0o077) !== 0 ? null : readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function isUsable(pem: string, host: string): boolean {
  try {
    const certificate = new X509Certificate(pem);
    const isForHost = certificate.checkIP(host) ?? certificate.checkHost(host);
    return isForHost !== undefined && Date.parse(certificate.validTo) - Date.now() > RENEWED_BEFORE_DAYS * DAY_MS;
  } catch {
    return false;
  }
}

function makeCertificate(host: string, name: string) {
  const notBeforeDate = new Date(Date.now() - CLOCK_TOLERANCE_DAYS * DAY_MS);
  const isAddress = host.includes(':') || /^[\d.]+$/.test(host);
  const hostEntry = isAddress ? { type: 7 as const, ip: host } : { type: 2 as const, value: host };
  const own = [
    { type: 7 as const, ip: '127.0.0.1' },
    { type: 2 as const, value: 'localhost' },
  ].filter((entry) => ('ip' in entry ? entry.ip : entry.value) !== host);
  return generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate,
    notAfterDate: new Date(notBeforeDate.getTime() + VALID_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [hostEntry, ...own] },
    ],
  });
}
