/** Points about who gets through to a client, and how. Pure. */

import type { Asked } from './endpoint.ts';
import type { Observations, Strangers } from './observations.ts';
import { notTried, type Point, right, warning, wrong } from './point.ts';

const NO_CONNECTION: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  timeout: 'it took the connection and then said nothing for 2 s',
  'wrong-certificate': 'its certificate is not the one of the pairing',
  'expired-certificate': 'its certificate has expired, or is not valid yet',
};

/** Whether there is somebody; everything else needs that. */
export function judgeReach({ address, upgrade: { asked } }: Observations): Point {
  if (asked.kind === 'answer') return right('reachable', address);
  const why = NO_CONNECTION[asked.code] ?? asked.code;
  const advice = asked.code.endsWith('certificate')
    ? 'Pair anew: give the pairing file that the client wrote for the certificate that it has now.'
    : 'Start your client, and let it listen on 127.0.0.1 (not on ::1). Its port may be another: 6001, else 6000.';
  return wrong('reachable', `${address}: ${why}`, advice);
}

/** Whether an overlay that comes in due form gets its socket. */
export function judgeHandshake({ upgrade: { asked, isAccepted }, isSecure }: Observations): readonly Point[] {
  const name = 'handshake';
  if (asked.kind === 'failure') return [notTried(name, 'not reachable'), notTried('compression', 'not reachable')];
  const { status, headers } = asked;
  const none = notTried('compression', 'there is no handshake');
  if (status === 401 && !isSecure) {
    const advice = 'An overlay sends its key over TLS only: serve wss:// and write a pairing file (--pairing).';
    return [wrong(name, 'it asks for a key (401), without TLS', advice), none];
  }
  if (status === 401 || status === 429) {
    const advice = 'It is the key of the pairing file that was sent. Write the file anew whenever you change the key.';
    return [wrong(name, `it does not take the key (${status})`, advice), none];
  }
  if (status !== 101) {
    const advice =
      'Answer the upgrade of any path with 101 Switching Protocols, as a WebSocket library does by itself.';
    return [wrong(name, `it answered ${status} instead of 101`, advice), none];
  }
  if (!isAccepted) {
    const advice = 'Compute it from Sec-WebSocket-Key as RFC 6455 has it, or leave the handshake to a library.';
    return [wrong(name, 'Sec-WebSocket-Accept is missing or wrong', advice), none];
  }
  const extensions = headers['sec-websocket-extensions'];
  return [
    right(name, '101 Switching Protocols'),
    extensions === undefined
      ? right('compression', 'none, as none was asked for')
      : wrong('compression', `it switched on "${extensions}" unasked`, 'Switch compression on only for whoever asks.'),
  ];
}

/**
 * Whether those who are no overlay are turned away.
 * @param where stands before the names: `HTTP` or nothing.
 */
export function judgeStrangers(strangers: Strangers | null, isSecure: boolean, where: '' | 'HTTP '): readonly Point[] {
  const names = { origin: `${where}Origin`, host: `${where}Host`, key: `${where}key` };
  if (strangers === null) return Object.values(names).map((name) => notTried(name, 'not reachable'));
  const { origin, host, withoutKey } = strangers;
  const pages = where === '' ? judgeOrigin(names.origin, origin) : judgePage(names.origin, origin);
  const foreignName = refused(names.host, host, 'the Host example.com', [
    'Refuse every request whose Host is not 127.0.0.1 or localhost with 403: a web page can have its own name',
    'resolved to 127.0.0.1.',
  ]);
  return [
    pages,
    // A browser names the page that opens a socket, so whoever refuses that has no page left to be fooled by.
    where === '' && pages.verdict === 'right' && foreignName.verdict === 'wrong'
      ? { ...foreignName, verdict: 'warning' }
      : foreignName,
    withoutKey === null && !isSecure
      ? notTried(names.key, 'none is asked for on this machine')
      : refused(
          names.key,
          withoutKey,
          'no key',
          ['Answer 401 to whoever comes without the key, for upgrades and HTTP.'],
          401,
        ),
  ];
}

function judgeOrigin(name: string, asked: Asked): Point {
  return refused(name, asked, 'an Origin', [
    'Refuse upgrades that carry an Origin with 403: only browsers send one, and any web page may try your port.',
  ]);
}

/** Over HTTP a page may ask, as long as its browser does not let it read the answer. */
function judgePage(name: string, asked: Asked): Point {
  const allowed = asked.kind === 'answer' ? asked.headers['access-control-allow-origin'] : undefined;
  return allowed === undefined
    ? right(name, 'no web page may read the answer')
    : wrong(
        name,
        `Access-Control-Allow-Origin: ${allowed}`,
        'Leave that header out: any web page could read what is said.',
      );
}

function refused(name: string, asked: Asked | null, what: string, advice: readonly string[], wanted = 403): Point {
  if (asked === null || asked.kind === 'failure') {
    const how = asked === null ? 'nothing was asked' : asked.code;
    return warning(name, `${what}: no answer (${how})`, `Answer ${wanted}, so that whoever comes knows why.`);
  }
  const { status } = asked;
  if (status === wanted) return right(name, `${what} is refused (${status})`);
  if (status >= 400 && status < 500) return right(name, `${what} is refused (${status}; ${wanted} would say why)`);
  return wrong(name, `${what} is let in (${status})`, advice.join(' '));
}
