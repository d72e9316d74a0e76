import { type RequestListener, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Access, Refusal } from './access.ts';
import { type ClientMetrics, METRICS_TYPE } from './metrics.ts';

/** How to try again, for each refusal. */
const REFUSAL_HEADERS: Readonly<Record<Refusal['code'], Readonly<Record<string, string>>>> = {
  401: { 'WWW-Authenticate': 'Bearer' },
  403: {},
  429: { 'Retry-After': '60' },
  503: { 'Retry-After': '60' },
};

/** Answer `GET /api/status` and `GET /metrics`, and nothing else. */
export function statusListener(options: {
  readonly access: Access;
  readonly metrics: ClientMetrics;
  /** Return the fields of the answer. */
  readonly status: () => object;
  readonly onRefusal: (refusal: Refusal) => void;
}): RequestListener {
  const { access, metrics, status, onRefusal } = options;
  return (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    const refusal = access.refusal(request, false);
    const path = request.url?.split('?')[0];
    if (refusal !== null) {
      onRefusal(refusal);
      response.writeHead(refusal.code, REFUSAL_HEADERS[refusal.code]).end();
    } else if (request.method !== 'GET') {
      response.writeHead(405, { Allow: 'GET' }).end();
    } else if (path === '/api/status') {
      metrics.add('polls_total');
      response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(status()));
    } else if (path === '/metrics') {
      response.writeHead(200, { 'Content-Type': METRICS_TYPE }).end(metrics.text());
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
