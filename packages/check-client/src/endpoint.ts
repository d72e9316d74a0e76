import { createHash, randomBytes } from 'node:crypto';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import WebSocket from 'ws';
import { connectPinned } from '../../../src-main/assistants/asystent/pinned-tls.ts';
import { SOCKET_OPTIONS } from '../../../src-main/assistants/asystent/socket-transport.ts';
import type { Pairing } from '../../../src-main/clients/pairing.ts';
import { type WatchedSocket, watch } from './watched-socket.ts';

/** How long one answer may take: as long as an overlay waits for the first status. */
const ANSWER_WITHIN_MS = 2_000;
const BODY_MAX_BYTES = 256 * 1024;
/** RFC 6455, section 1.3. */
const ACCEPT_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** What became of one request. */
export type Asked =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }
  /** @param code of Node (`ECONNREFUSED`), `timeout`, or what is wrong with the certificate. */
  | { readonly kind: 'failure'; readonly code: string };

export interface Question {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: yes, where there is one. */
  readonly withKey?: boolean;
}

/** Where a client listens, and how an overlay gets there. */
export interface Endpoint {
  /** For people. */
  readonly address: string;
  readonly isSecure: boolean;
  ask(question: Question): Promise<Asked>;
  /** Asks for a socket. @returns `isAccepted`: whether the answer to the challenge is right. The socket is not kept. */
  askUpgrade(question: Question): Promise<{ readonly asked: Asked; readonly isAccepted: boolean }>;
  /** Opens a socket as an overlay does. null: there is no connection. */
  open(): Promise<WatchedSocket | null>;
}

/** Something on 127.0.0.1, without TLS. */
export function plainEndpoint(url: URL): Endpoint {
  return endpoint(url, null, (onDone, onFailure) => {
    const socket = connect({ host: '127.0.0.1', port: Number(url.port || 80) });
    socket.once('connect', () => onDone(socket));
    socket.on('error', (error: NodeJS.ErrnoException) => onFailure(error.code ?? error.message));
    return () => socket.destroy();
  });
}

/** A paired client: TLS with its one certificate, which is checked before the key leaves. */
export function secureEndpoint(address: string, { certificate, key }: Pick<Pairing, 'certificate' | 'key'>): Endpoint {
  const url = new URL(address);
  const peer = { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 443), certificate };
  return endpoint(url, key, (onDone, onFailure) => connectPinned(peer, { onSecure: onDone, onFailure }));
}

/** @returns what aborts it. */
type Connect = (onDone: (socket: Socket) => void, onFailure: (code: string) => void) => () => void;

function endpoint(url: URL, key: string | null, connectOnce: Connect): Endpoint {
  const authorization = (withKey = true): Record<string, string> =>
    key === null || !withKey ? {} : { Authorization: `Bearer ${key}` };

  const connected = () =>
    new Promise<Socket>((resolve, reject) => {
      const overdue = setTimeout(() => {
        abort();
        reject(new Failure('timeout'));
      }, ANSWER_WITHIN_MS);
      const done = (tell: () => void) => {
        clearTimeout(overdue);
        tell();
      };
      const abort = connectOnce(
        (socket) => done(() => resolve(socket)),
        (code) => done(() => reject(new Failure(code))),
      );
    });

  const ask = async ({ path = '/', headers = {}, withKey }: Question): Promise<Asked> => {
    try {
      const socket = await connected();
      const all = { Host: url.host, ...authorization(withKey), ...headers };
      return await answerTo(request({ path, headers: all, createConnection: () => socket }));
    } catch (error) {
      if (error instanceof Failure) return { kind: 'failure', code: error.message };
      throw error;
    }
  };

  return {
    address: url.href,
    isSecure: key !== null,
    ask,
    async askUpgrade({ headers, ...question }) {
      const challenge = randomBytes(16).toString('base64');
      const upgrade = { 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': challenge };
      const asked = await ask({
        ...question,
        headers: { Connection: 'Upgrade', Upgrade: 'websocket', ...upgrade, ...headers },
      });
      const wanted = createHash('sha1').update(`${challenge}${ACCEPT_SUFFIX}`).digest('base64');
      return { asked, isAccepted: asked.kind === 'answer' && asked.headers['sec-websocket-accept'] === wanted };
    },
    async open() {
      const socket = await connected().catch(() => null);
      if (socket === null) return null;
      const options = { ...SOCKET_OPTIONS, headers: authorization(), createConnection: () => socket };
      return watch(new WebSocket(url, options));
    },
  };
}

/** A connection was not made; the message is its code. */
class Failure extends Error {}

function answerTo(asking: ReturnType<typeof request>): Promise<Asked> {
  return new Promise((resolve) => {
    const finish = (asked: Asked) => {
      clearTimeout(overdue);
      resolve(asked);
      asking.destroy();
    };
    const overdue = setTimeout(() => finish({ kind: 'failure', code: 'timeout' }), ANSWER_WITHIN_MS);
    const answer = ({ statusCode = 0, headers }: IncomingMessage, body: string) =>
      finish({ kind: 'answer', status: statusCode, headers, body });
    asking.on('upgrade', (response, socket) => {
      socket.destroy();
      answer(response, '');
    });
    asking.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
        if (body.length > BODY_MAX_BYTES) finish({ kind: 'failure', code: 'body of more than 256 KiB' });
      });
      response.on('end', () => answer(response, body));
    });
    asking.on('error', (error: NodeJS.ErrnoException) =>
      finish({ kind: 'failure', code: error.code ?? error.message }),
    );
    asking.end();
  });
}
