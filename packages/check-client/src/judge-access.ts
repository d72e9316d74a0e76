/** Points about who gets through to a client, and how. Pure. */

import type { HttpResult } from './endpoint.ts';
import type { Observations, Strangers } from './observations.ts';
import { notTried, type Point, type PointId, right, warning, wrong } from './point.ts';

const NO_CONNECTION: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  timeout: 'it took the connection and then said nothing for 2 s',
  'wrong-certificate': 'its certificate is not the one of the pairing',
  'expired-certificate': 'its certificate has expired, or is not valid yet',
};

/** Whether anything listens; everything else depends on that. */
export function judgeReach({ address, upgrade: { result } }: Observations): Point {
  if (result.kind === 'answer') return right('reachable', address);
  const why = NO_CONNECTION[result.code] ?? result.code;
  const advice = result.code.endsWith('certificate')
    ? 'Pair again, with the file that the client wrote for its current certificate.'
    : 'Start your client, and have it listen on 127.0.0.1 (not on ::1), port 6001, or 6000 if that is taken.';
  return wrong('reachable', `${address}: ${why}`, advice);
}

/** Whether a correct overlay gets its socket. */
export function judgeHandshake(seen: Observations): readonly Point[] {
  const { result } = seen.upgrade;
  if (result.kind === 'failure') {
    return [notTried('handshake', 'not reachable'), notTried('compression', 'not reachable')];
  }
  const fault = handshakeFault(result.status, seen);
  if (fault !== null) return [wrong('handshake', ...fault), notTried('compression', 'there is no handshake')];
  const extensions = result.headers['sec-websocket-extensions'];
  const advice = 'Use compression only with overlays that offer it.';
  return [
    right('handshake', '101 Switching Protocols'),
    extensions === undefined
      ? right('compression', 'none, as none was offered')
      : wrong('compression', `it switched on "${extensions}", which was not offered`, advice),
  ];
}

function handshakeFault(status: number, { upgrade, isSecure }: Observations): [found: string, advice: string] | null {
  if (status === 401 && !isSecure) {
    const advice = 'An overlay sends its key over TLS only: serve wss:// and write a pairing file (--pairing).';
    return ['it asks for a key (401), without TLS', advice];
  }
  if (status === 401 || status === 429) {
    const advice = 'The check sent the key from the pairing file. Write the file again whenever you change the key.';
    return [`it does not take the key (${status})`, advice];
  }
  if (status !== 101) {
    const advice =
      'Answer the upgrade of any path with 101 Switching Protocols, as a WebSocket library does by itself.';
    return [`it answered ${status} instead of 101`, advice];
  }
  if (upgrade.isAccepted) return null;
  const advice = 'Compute it from Sec-WebSocket-Key as in RFC 6455, or leave the handshake to a library.';
  return ['Sec-WebSocket-Accept is missing or wrong', advice];
}

/**
 * Whether requests from strangers are refused.
 * @param prefix of the points' ids.
 */
export function judgeStrangers(strangers: Strangers | null, isSecure: boolean, prefix: '' | 'http-'): readonly Point[] {
  const ids = { origin: `${prefix}origin`, host: `${prefix}host`, key: `${prefix}key` } as const;
  if (strangers === null) return Object.values(ids).map((id) => notTried(id, 'not reachable'));
  const pages =
    prefix === '' ? refused(ids.origin, strangers.origin, 'an Origin', ORIGIN_ADVICE) : judgePage(strangers);
  const foreignName = refused(ids.host, strangers.host, 'the Host example.com', HOST_ADVICE);
  return [
    pages,
    // Browsers always send an Origin with an upgrade, so a client that refuses it is safe from pages anyway.
    prefix === '' && pages.verdict === 'right' && foreignName.verdict === 'wrong'
      ? { ...foreignName, verdict: 'warning' }
      : foreignName,
    strangers.withoutKey === null && !isSecure
      ? notTried(ids.key, 'none is asked for on this machine')
      : refused(ids.key, strangers.withoutKey, 'no key', KEY_ADVICE, 401),
  ];
}

const ORIGIN_ADVICE =
  'Refuse upgrades that carry an Origin with 403: only browsers send one, and any web page may try your port.';
const HOST_ADVICE =
  'Refuse every request whose Host is not 127.0.0.1 or localhost with 403: a web page can have its own name ' +
  'resolved to 127.0.0.1.';
const KEY_ADVICE = 'Answer 401 to requests without the key, for upgrades and HTTP.';

/** Over HTTP a page may send a request, as long as its browser does not let it read the answer. */
function judgePage({ origin }: Strangers): Point {
  const id = 'http-origin';
  const allowed = origin.kind === 'answer' ? origin.headers['access-control-allow-origin'] : undefined;
  if (allowed === undefined) return right(id, 'no web page may read the answer');
  const advice = 'Leave that header out: any web page could read what is said.';
  return wrong(id, `Access-Control-Allow-Origin: ${allowed}`, advice);
}

/** @param sign of a stranger, for people: `no key`. */
function refused(id: PointId, result: HttpResult | null, sign: string, advice: string, expected = 403): Point {
  if (result === null || result.kind === 'failure') {
    const how = result === null ? 'not requested' : result.code;
    return warning(id, `${sign}: no answer (${how})`, `Answer ${expected}, so that the caller knows why.`);
  }
  const { status } = result;
  if (status === expected) return right(id, `${sign} is refused (${status})`);
  if (status >= 400 && status < 500) return right(id, `${sign} is refused (${status}; ${expected} would say why)`);
  return wrong(id, `${sign} is let in (${status})`, advice);
}
