import { get } from 'node:https';
import WebSocket from 'ws';
import type { Denial } from '../../../src-shared/overlay-state.ts';
import type { PairedClient } from '../../../src-shared/settings.ts';
import { connectPinned, type PinnedHandlers, type PinnedPeer } from '../pinned-tls.ts';
import { openWhenSecure, SOCKET_OPTIONS } from '../web-socket.ts';
import { type Poll, readAnswer, STATUS_PATH } from './polling-transport.ts';
import type { OpenSocket } from './socket-transport.ts';

/**
 * Create the transports to a paired client. The key leaves only in the request's head, and only after the certificate
 * has proved to be the pinned one. Redirects are not followed.
 * @param readKey called for each attempt. null denies the attempt as if the key were wrong, without connecting.
 */
export function secureTransports(
  { url, httpUrl, certificate }: Pick<PairedClient, 'url' | 'httpUrl' | 'certificate'>,
  readKey: () => string | null,
): { readonly openSocket: OpenSocket; readonly poll: Poll } {
  const openSocket: OpenSocket = (port, handlers) => {
    const key = readKey();
    const address = addressOf(url, port);
    return openWhenSecure<Parameters<KeyedHandlers['onSecure']>>(
      (secure) => connectWith(key, peerOf(address, certificate), secure),
      (connection, authorization) =>
        new WebSocket(address, {
          ...SOCKET_OPTIONS,
          headers: { Authorization: authorization },
          createConnection: () => connection,
        }),
      handlers,
      denialOfStatus,
    );
  };

  const poll: Poll = (port, onDone) => {
    const address = addressOf(httpUrl, port);
    let abort = connectWith(readKey(), peerOf(address, certificate), {
      onSecure(connection, authorization) {
        const request = get(new URL(STATUS_PATH, address), {
          headers: { Authorization: authorization },
          createConnection: () => connection,
        });
        abort = readAnswer(request, onDone, denialOfStatus);
      },
      onFailure: (_, denial) => onDone(denial === undefined ? { kind: 'failed' } : { kind: 'denied', denial }),
    });
    return () => abort();
  };

  return { openSocket, poll };
}

interface KeyedHandlers {
  onSecure(connection: Parameters<PinnedHandlers['onSecure']>[0], authorization: string): void;
  onFailure(reason: string, denial?: Denial): void;
}

/** Like `connectPinned`. Without a key, deny asynchronously instead. */
function connectWith(key: string | null, peer: PinnedPeer, { onSecure, onFailure }: KeyedHandlers): () => void {
  if (key !== null) {
    return connectPinned(peer, { onSecure: (connection) => onSecure(connection, `Bearer ${key}`), onFailure });
  }
  const timer = setImmediate(() => onFailure('no key', 'wrong-key'));
  return () => clearImmediate(timer);
}

/** 429: this computer has sent too many wrong keys; another attempt would not help. */
function denialOfStatus(statusCode: number | undefined): Denial | undefined {
  return statusCode === 401 || statusCode === 429 ? 'wrong-key' : undefined;
}

function addressOf(url: string, port: number): URL {
  const address = new URL(url);
  address.port = String(port);
  return address;
}

function peerOf({ hostname, port }: URL, certificate: string): PinnedPeer {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 443), certificate };
}
