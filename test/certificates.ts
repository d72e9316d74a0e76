import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

/** A certificate for tests, with its private key, as PEM. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  /** As a pairing holds it: SHA-256, 64 hex digits, lower case. */
  readonly fingerprint: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes one that is valid for a day, or for the days given: from how long ago, and until when.
 * @param options.address of the server that it is for.
 */
export async function makeCertificate({
  fromDays = -1,
  toDays = 1,
  address = null as string | null,
} = {}): Promise<TestCertificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'test' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + fromDays * DAY_MS),
    notAfterDate: new Date(Date.now() + toDays * DAY_MS),
    ...(address !== null && { extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: address }] }] }),
  });
  const fingerprint = new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();
  return { cert, key, fingerprint };
}
