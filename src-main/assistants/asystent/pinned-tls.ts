import type { X509Certificate } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import type { Denial } from '../../../src-shared/overlay-state.ts';

/** Where a client is, and the SHA-256 of its certificate (64 hex digits, lower case). */
export interface PinnedPeer {
  /** A name or an address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  readonly certificate: string;
}

/** One of the two comes, at most once, and not before `connectPinned` has returned. */
export interface PinnedHandlers {
  /** The other side holds the private key of the pinned certificate. Nothing has been sent to it but the handshake. */
  onSecure(socket: TLSSocket): void;
  /** @param reason for the log; never text from the other side. */
  onFailure(reason: string, denial?: Denial): void;
}

/**
 * Makes a TLS connection (1.2 or newer) to the one client that has the pinned certificate. Every connection is a
 * handshake of its own, with nothing resumed, so the certificate is there to be checked each time. Who signed it and
 * which names it holds don't matter. Sets no deadline: the caller aborts.
 * @returns what aborts it; no handler is called afterwards. It does nothing to a connection that has been handed over.
 */
export function connectPinned({ host, port, certificate }: PinnedPeer, handlers: PinnedHandlers): () => void {
  let done = false;
  const finish = (tell: () => void) => {
    if (done) return;
    done = true;
    tell();
  };
  const fail = (reason: string, denial?: Denial) =>
    finish(() => {
      socket.destroy();
      handlers.onFailure(reason, denial);
    });
  // The certificate is checked below, against the pin and not against authorities.
  const socket = connect({
    host,
    port,
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
 * What is wrong with the certificate of the other side, null when nothing is. Pure.
 * @param epochMs the time of day.
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
