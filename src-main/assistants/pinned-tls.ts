import type { X509Certificate } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import type { Denial } from '../../src-shared/overlay-state.ts';
import type { OwnCertificate } from './broker-secret.ts';

/** The address of a client, and the SHA-256 of its certificate (64 hex digits, lower case). */
export interface PinnedPeer {
  /** A host name or an address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  readonly certificate: string;
  /** The certificate and the key, as PEM, with which we identify ourselves if the peer asks; null or missing: none. */
  readonly own?: OwnCertificate | null;
}

/** At most one of the two is called, once, and not before `connectPinned` has returned. */
export interface PinnedHandlers {
  /** The peer holds the private key of the pinned certificate. Only the handshake has been sent so far. */
  onSecure(socket: TLSSocket): void;
  /** @param reason for the log; never text from the other side. */
  onFailure(reason: string, denial?: Denial): void;
}

/**
 * Connect by TLS 1.2 or newer to the client that has the pinned certificate. No session is resumed, so that each
 * handshake presents the certificate. Its issuer and names don't matter. Sets no deadline.
 * @returns a function that aborts; no handler is called afterwards. It leaves a connection alone after `onSecure`.
 */
export function connectPinned(
  { host, port, certificate, own = null }: PinnedPeer,
  handlers: PinnedHandlers,
): () => void {
  let done = false;
  const finish = (act: () => void) => {
    if (done) return;
    done = true;
    act();
  };
  const fail = (reason: string, denial?: Denial) =>
    finish(() => {
      socket.destroy();
      handlers.onFailure(reason, denial);
    });
  // Authorities don't count; the certificate is compared with the pin below.
  const socket = connect({
    host,
    port,
    ...own,
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
  });
  socket.once('secureConnect', () => {
    const denial = denialOf(socket.getPeerX509Certificate(), certificate, Date.now());
    if (denial === null) finish(() => handlers.onSecure(socket));
    else fail(denial, denial);
  });
  socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'tls error'));
  socket.on('close', () => fail('closed in the handshake'));
  return () =>
    finish(() => {
      socket.destroy();
    });
}

/**
 * Return why a peer's certificate is not accepted, or null if it is. Pure.
 * @param epochMs the time of day, in milliseconds since 1970.
 */
function denialOf(
  presented: Pick<X509Certificate, 'fingerprint256' | 'validFrom' | 'validTo'> | undefined,
  pinned: string,
  epochMs: number,
): Denial | null {
  if (presented?.fingerprint256.replaceAll(':', '').toLowerCase() !== pinned) return 'wrong-certificate';
  const isValid = Date.parse(presented.validFrom) <= epochMs && epochMs <= Date.parse(presented.validTo);
  return isValid ? null : 'expired-certificate';
}
