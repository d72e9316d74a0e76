import * as tls from 'node:tls';
import type { Denial } from '../../src-shared/overlay-state.ts';

/** TLS to servers whose certificate an authority vouches for. */

const EXPIRED = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];
const UNTRUSTED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
];

/** Map the code of a failed connection to a denial: a certificate that is not trusted does not get better within seconds. */
export function certificateDenial(code: string): Denial | undefined {
  if (EXPIRED.includes(code)) return 'expired-certificate';
  return UNTRUSTED.includes(code) ? 'wrong-certificate' : undefined;
}

/** Return those that the runtime brings, and from Node 22.15 on those of the system; undefined: the runtime's own choice. */
export function trustedAuthorities(): string[] | undefined {
  const read: unknown = Reflect.get(tls, 'getCACertificates');
  if (typeof read !== 'function') return undefined;
  return [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
}
