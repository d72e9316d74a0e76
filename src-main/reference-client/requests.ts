import type { IncomingMessage, RequestListener } from 'node:http';
import type { WireStatus } from './status.ts';

const OWN_HOST = /^(127\.0\.0\.1|localhost)(:\d+)?$/i;

/**
 * Why a request must not be answered, null when it may be. A page that has its own name resolved to 127.0.0.1 still
 * sends that name as `Host`.
 */
export function refusal(request: IncomingMessage): string | null {
  return OWN_HOST.test(request.headers.host ?? '') ? null : 'the Host is not this machine';
}

/** Like {@link refusal}, for an upgrade: any web page may try one, and then the browser adds its `Origin`. */
export function upgradeRefusal(request: IncomingMessage): string | null {
  return request.headers.origin === undefined ? refusal(request) : 'a web page asked for it';
}

/** Answers `GET /api/status`, and nothing else. */
export function statusListener(
  current: () => { readonly status: WireStatus; readonly lastSpoken: string },
): RequestListener {
  return (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    if (refusal(request) !== null) {
      response.writeHead(403).end();
    } else if (request.method !== 'GET') {
      response.writeHead(405, { Allow: 'GET' }).end();
    } else if (request.url?.split('?')[0] !== '/api/status') {
      response.writeHead(404).end();
    } else {
      const { status, lastSpoken } = current();
      response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify({ ...status, tts_playing: status.is_speaking, last_tts: lastSpoken }));
    }
  };
}

/** What the socket's port says to a plain HTTP request. */
export const upgradeOnlyListener: RequestListener = (_, response) => {
  response.writeHead(426, { Upgrade: 'websocket', Connection: 'Upgrade' }).end();
};
