import { type RequestListener, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Access, Refusal } from './access.ts';
import type { WireStatus } from './status.ts';

/** What a refusal says besides its code: how to come back. */
const REFUSAL_HEADERS: Readonly<Record<Refusal['code'], Readonly<Record<string, string>>>> = {
  401: { 'WWW-Authenticate': 'Bearer' },
  403: {},
  429: { 'Retry-After': '60' },
  503: { 'Retry-After': '60' },
};

/** What a client answers over HTTP. */
export interface HttpAnswers {
  readonly status: () => { readonly status: WireStatus; readonly lastSpoken: string };
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
  /** Called with every answered poll. */
  readonly onPoll: () => void;
  readonly onRefusal: (refusal: Refusal) => void;
}

/** Answers `GET /api/status` and `GET /metrics`, and nothing else. */
export function statusListener(access: Access, answers: HttpAnswers): RequestListener {
  return (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    const refusal = access.refusal(request, false);
    const path = request.url?.split('?')[0];
    if (refusal !== null) {
      answers.onRefusal(refusal);
      response.writeHead(refusal.code, REFUSAL_HEADERS[refusal.code]).end();
    } else if (request.method !== 'GET') {
      response.writeHead(405, { Allow: 'GET' }).end();
    } else if (path === '/api/status') {
      const { status, lastSpoken } = answers.status();
      answers.onPoll();
      response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify({ ...status, tts_playing: status.is_speaking, last_tts: lastSpoken }));
    } else if (path === '/metrics') {
      void answers.metrics().then(({ type, text }) => {
        response.writeHead(200, { 'Content-Type': type });
        response.end(text);
      });
    } else {
      response.writeHead(404).end();
    }
  };
}

/** What the socket's port says to a plain HTTP request. */
export const upgradeOnlyListener: RequestListener = (_, response) => {
  response.writeHead(426, { Upgrade: 'websocket', Connection: 'Upgrade' }).end();
};

/** Refuses an upgrade with an HTTP status, and ends the connection whether or not the other side does. */
export function refuseUpgrade(connection: Duplex, code: Refusal['code']): void {
  const headers = { ...REFUSAL_HEADERS[code], Connection: 'close', 'Content-Length': '0' };
  const lines = [`HTTP/1.1 ${code} ${STATUS_CODES[code]}`, ...Object.entries(headers).map((pair) => pair.join(': '))];
  connection.on('error', () => {});
  connection.end(`${lines.join('\r\n')}\r\n\r\n`, () => connection.destroy());
}
