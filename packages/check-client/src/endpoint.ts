import { createHash, randomBytes, type X509Certificate } from 'node:crypto';
import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import WebSocket from 'ws';
import type { Pairing } from './pairing.ts';
import { type WatchedSocket, watch } from './watched-socket.ts';

/** How long an overlay waits for the first status, and so how long one answer may take. */
const ANSWER_WITHIN_MS = 2_000;
/** The most that an overlay accepts in a frame, and in a body over HTTP. */
const MAX_BYTES = 256 * 1024;
/** RFC 6455, section 1.3. */
const ACCEPT_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** `@types/ws` does not know `closeTimeout`. */
const SOCKET_OPTIONS = { maxPayload: MAX_BYTES, perMessageDeflate: false, closeTimeout: 300 };

/** The outcome of one request. */
export type HttpResult =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }
  /** @param code of Node (`ECONNREFUSED`), `timeout`, or the problem of the certificate. */
  | { readonly kind: 'failure'; readonly code: string };

export interface HttpRequest {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default true. */
  readonly withKey?: boolean;
}

/** An address of a client, and how to reach it as an overlay does. */
export interface Endpoint {
  /** For people. */
  readonly address: string;
  readonly isSecure: boolean;
  request(request: HttpRequest): Promise<HttpResult>;
  /** Requests an upgrade, and closes the socket. @returns `isAccepted`: whether the answer to the challenge is right. */
  requestUpgrade(request: HttpRequest): Promise<{ readonly result: HttpResult; readonly isAccepted: boolean }>;
  /** Opens a socket. @returns null if there is no connection. */
  open(): Promise<WatchedSocket | null>;
}

/** An address on 127.0.0.1, without TLS. */
export function plainEndpoint(url: URL): Endpoint {
  return endpoint(url, null, (onReady) => connect({ host: '127.0.0.1', port: Number(url.port || 80) }, onReady));
}

/**
 * An address of a paired client: TLS 1.2 or newer, with a pinned certificate that is checked before anything is sent. Issuer
 * and names do not matter.
 */
export function secureEndpoint(address: string, { certificate, key }: Pick<Pairing, 'certificate' | 'key'>): Endpoint {
  const url = new URL(address);
  const options: ConnectionOptions = {
    ...{ host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 443) },
    ...{ minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'] },
    // The pin replaces the check against authorities.
    rejectUnauthorized: false,
  };
  return endpoint(url, key, (onReady) => {
    const socket = connectTls(options, () => onReady(certificateFault(socket.getPeerX509Certificate(), certificate)));
    return socket;
  });
}

function certificateFault(presented: X509Certificate | undefined, pinned: string): string | undefined {
  if (presented?.fingerprint256.replaceAll(':', '').toLowerCase() !== pinned) return 'wrong-certificate';
  const now = Date.now();
  return Date.parse(presented.validFrom) > now || Date.parse(presented.validTo) < now
    ? 'expired-certificate'
    : undefined;
}

/** @param open begins a connection, and calls `onReady` once it is open, with its fault if it has one. */
function endpoint(url: URL, key: string | null, open: (onReady: (fault?: string) => void) => Socket): Endpoint {
  const authorization = (withKey = true): Record<string, string> =>
    key === null || !withKey ? {} : { Authorization: `Bearer ${key}` };

  /** @throws Failure */
  const connected = () =>
    new Promise<Socket>((resolve, reject) => {
      const fail = (code: string) => {
        clearTimeout(overdue);
        socket.destroy();
        reject(new Failure(code));
      };
      const overdue = setTimeout(() => fail('timeout'), ANSWER_WITHIN_MS);
      const socket = open((fault) => {
        if (fault !== undefined) return fail(fault);
        clearTimeout(overdue);
        socket.off('close', onClose);
        resolve(socket);
      });
      const onClose = () => fail('closed in the handshake');
      socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
      socket.once('close', onClose);
    });

  const request = async ({ path = '/', headers = {}, withKey }: HttpRequest): Promise<HttpResult> => {
    try {
      const socket = await connected();
      const all = { Host: url.host, ...authorization(withKey), ...headers };
      return await resultOf(httpRequest({ path, headers: all, createConnection: () => socket }));
    } catch (error) {
      if (error instanceof Failure) return { kind: 'failure', code: error.message };
      throw error;
    }
  };

  return {
    address: url.href,
    isSecure: key !== null,
    request,
    async requestUpgrade({ headers, ...others }) {
      const challenge = randomBytes(16).toString('base64');
      const upgrade = { 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': challenge };
      const result = await request({
        ...others,
        headers: { Connection: 'Upgrade', Upgrade: 'websocket', ...upgrade, ...headers },
      });
      const expected = createHash('sha1').update(`${challenge}${ACCEPT_SUFFIX}`).digest('base64');
      return { result, isAccepted: result.kind === 'answer' && result.headers['sec-websocket-accept'] === expected };
    },
    async open() {
      const socket = await connected().catch(() => null);
      if (socket === null) return null;
      const options = { ...SOCKET_OPTIONS, headers: authorization(), createConnection: () => socket };
      return watch(new WebSocket(url, options));
    },
  };
}

/** There is no connection; the message is the code. */
class Failure extends Error {}

function resultOf(pending: ClientRequest): Promise<HttpResult> {
  return new Promise((resolve) => {
    const finish = (result: HttpResult) => {
      clearTimeout(overdue);
      resolve(result);
      pending.destroy();
    };
    const overdue = setTimeout(() => finish({ kind: 'failure', code: 'timeout' }), ANSWER_WITHIN_MS);
    const answer = ({ statusCode = 0, headers }: IncomingMessage, body: string) =>
      finish({ kind: 'answer', status: statusCode, headers, body });
    pending.on('upgrade', (response, socket) => {
      socket.destroy();
      answer(response, '');
    });
    pending.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
        if (body.length > MAX_BYTES) finish({ kind: 'failure', code: 'body of more than 256 KiB' });
      });
      response.on('end', () => answer(response, body));
    });
    pending.on('error', (error: NodeJS.ErrnoException) =>
      finish({ kind: 'failure', code: error.code ?? error.message }),
    );
    pending.end();
  });
}
