import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import * as v from 'valibot';

/** The secrets for a broker, also as one text for the key store: a login alone as `user:password`, all else as JSON. Pure. */

/** The overlay's own certificate, with those of its issuers, and its key, as PEM. */
export interface OwnCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface BrokerSecret {
  /** `user:password`; null: none. */
  readonly login: string | null;
  readonly certificate: OwnCertificate | null;
}

const NO_SECRET: BrokerSecret = { login: null, certificate: null };

const SecretText = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    login: v.nullable(v.string()),
    certificate: v.strictObject({ cert: v.string(), key: v.string() }),
  }),
);

/** Parse a text of `brokerSecretText`. @param text null: there is none. */
export function parseBrokerSecret(text: string | null): BrokerSecret {
  if (text === null) return NO_SECRET;
  const parsed = v.safeParse(SecretText, text);
  return parsed.success ? parsed.output : { ...NO_SECRET, login: text };
}

export function brokerSecretText({ login, certificate }: BrokerSecret): string {
  return certificate === null ? (login ?? '') : JSON.stringify({ login, certificate });
}

/**
 * Find a certificate and its key in the texts of files: in one, or each in its own.
 * @returns null without both, if they do not belong together, if the key needs a password, or if TLS can't use them.
 */
export function readOwnCertificate(texts: readonly string[]): OwnCertificate | null {
  const all = texts.join('\n');
  const certificates = all.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const [key] = all.match(/-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----[^-]+-----END \1-----/) ?? [];
  if (key === undefined) return null;
  try {
    const privateKey = createPrivateKey(key);
    // The one that the key belongs to comes first, then those of its issuers.
    const own = certificates.find((pem) => new X509Certificate(pem).checkPrivateKey(privateKey));
    if (own === undefined) return null;
    const cert = [own, ...certificates.filter((pem) => pem !== own)].join('\n');
    const found = { cert: `${cert}\n`, key: `${key}\n` };
    createSecureContext(found);
    return found;
  } catch {
    return null;
  }
}
