import type { Socket } from 'node:net';
import { connect } from 'node:tls';

/** Makes a connection, and calls one of the two functions. @returns a function that aborts it. */
export type Connect = (onDone: (socket: Socket) => void, onFailure: (code: string) => void) => () => void;

/**
 * Connect over TLS 1.2 or newer to the client that has the pinned certificate. Nothing is sent before the certificate has
 * been checked. Issuer and names do not matter.
 * @param peer.host without brackets.
 * @param peer.certificate SHA-256, as 64 hex digits in lower case.
 */
export function connectPinned(peer: {
  readonly host: string;
  readonly port: number;
  readonly certificate: string;
}): Connect {
  return (onDone, onFailure) => {
    const socket = connect({
      ...{ host: peer.host, port: peer.port, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'] },
      // The pin replaces the check against authorities.
      rejectUnauthorized: false,
    });
    const fail = (code: string) => {
      socket.destroy();
      onFailure(code);
    };
    socket.once('secureConnect', () => {
      const presented = socket.getPeerX509Certificate();
      const now = Date.now();
      if (presented?.fingerprint256.replaceAll(':', '').toLowerCase() !== peer.certificate) fail('wrong-certificate');
      else if (Date.parse(presented.validFrom) > now || Date.parse(presented.validTo) < now)
        fail('expired-certificate');
      else onDone(socket);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    socket.on('close', () => onFailure('closed in the handshake'));
    return () => socket.destroy();
  };
}
