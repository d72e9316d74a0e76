import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Since iOS 13 and macOS 10.15, Apple's systems refuse certificates that are valid for longer. */
const VALID_DAYS = 825;
/** A certificate that expires sooner is replaced, which ends all pairings. */
const RENEWED_BEFORE_DAYS = 7;
/** The clocks of other machines may be slow. */
const CLOCK_TOLERANCE_DAYS = 1;
const KEY_BYTES = 32;

/** The certificate and the key of a client. */
export interface SecureState {
  readonly tls: { readonly cert: string; readonly key: string };
  readonly key: string;
  /**
   * Writes the file that pairs an overlay with this client, with mode 0600.
   * @returns its path.
   */
  writePairing(ports: { readonly wsPort: number; readonly httpPort: number }): string;
}

/**
 * Read certificate and key from a folder. Make new ones if they are missing, if other users could read them, or if the
 * certificate expires soon or is for another host. Every file has mode 0600.
 * @param options.host the address that the client listens on.
 * @param options.rotateKey make a new key in any case; overlays then have to be paired again.
 * @param options.name of the client, for people.
 * @throws the system's error if the folder can't be written to.
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
  const write = (file: string, text: string) => writePrivate(path(file), text);

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

/** The name by which other machines reach a client that listens on `host`. */
function publicName(host: string): string {
  return host === '0.0.0.0' || host === '::' ? hostname() : host;
}

/** The text of a file that only its owner can access; null if there is none. On Windows, the folder protects it. */
function readPrivate(path: string): string | null {
  try {
    const { mode } = statSync(path);
    return process.platform !== 'win32' && (mode & 0o077) !== 0 ? null : readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Replaces a file as a whole: after a crash it has either the old text or the new one. */
function writePrivate(path: string, text: string): void {
  const temporary = `${path}.${process.pid}`;
  // A leftover could have another mode.
  rmSync(temporary, { force: true });
  try {
    writeFileSync(temporary, text, { mode: 0o600, flush: true });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
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

async function makeCertificate(host: string, name: string) {
  // Loaded here, because few clients need it, and only once.
  const { generate } = await import('selfsigned');
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
