import { type RequestListener, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Access, Refusal } from './access.ts';
import { METRICS_TYPE } from './metrics.ts';
import type { WireStatus } from './status.ts';

/** How to try again, for each refusal. */
const REFUSAL_HEADERS: Readonly<Record<Refusal['code'], Readonly<Record<string, string>>>> = {
  401: { 'WWW-Authenticate': 'Bearer' },
  403: {},
  429: { 'Retry-After': '60' },
  503: { 'Retry-After': '60' },
};

/** The content of the answers over HTTP. */
export interface HttpAnswers {
  readonly status: () => { readonly status: WireStatus; readonly lastSpoken: string };
  readonly metrics: () => string;
  /** Called after every answered poll. */
  readonly onPoll: () => void;
  readonly onRefusal: (refusal: Refusal) => void;
}

/** Answer `GET /api/status` and `GET /metrics`, and nothing else. */
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
      response.writeHead(200, { 'Content-Type': METRICS_TYPE }).end(answers.metrics());
    } else {
      response.writeHead(404).end();
    }
  };
}

/** Answers plain HTTP requests to the socket's port. */
export const upgradeOnlyListener: RequestListener = (_, response) => {
  response.writeHead(426, { Upgrade: 'websocket', Connection: 'Upgrade' }).end();
};

/** Refuse an upgrade with an HTTP status, and end the connection even if the other side does not. */
export function refuseUpgrade(connection: Duplex, code: Refusal['code']): void {
  const headers = { ...REFUSAL_HEADERS[code], Connection: 'close', 'Content-Length': '0' };
  const lines = [`HTTP/1.1 ${code} ${STATUS_CODES[code]}`, ...Object.entries(headers).map((pair) => pair.join(': '))];
  connection.on('error', () => {});
  connection.end(`${lines.join('\r\n')}\r\n\r\n`, () => connection.destroy());
}
