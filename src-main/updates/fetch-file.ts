import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getEncrypted } from 'node:https';
import { trustedAuthorities } from '../assistants/trusted-tls.ts';

/**
 * Requests for files, by Node: Chromium's network is closed (docs/security.md). They say nothing but the address: no cookie, no
 * version, no language, nothing that would tell one overlay from another.
 */
const HEADERS = { 'user-agent': 'asystent-overlay', accept: '*/*' };

/** A release site sends its files from elsewhere. */
const REDIRECTS_MAX = 4;

/** A server that is silent for so long sends no more. */
const SILENCE_MS = 30_000;

/** Begins a request; the caller reads the answer, or destroys it. @throws if there is no whole answer to be had. */
type Open = (url: string, signal: AbortSignal) => Promise<IncomingMessage>;

/** @param log called with every request. */
export function createOpen(log: (message: string) => void): Open {
  return async (url, signal) => {
    let next = new URL(url);
    // Tests alone have a feed without TLS, and there everything is on this computer.
    const mayBePlain = (to: URL) => next.protocol === 'http:' && to.origin === next.origin;
    for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
      log(`updates: GET ${next.href}`);
      const answer = await request(next, signal);
      const { statusCode = 0, headers } = answer;
      if (statusCode === 200) return answer;
      answer.destroy();
      if (statusCode < 300 || statusCode > 399 || headers.location === undefined) throw new Error(`HTTP ${statusCode}`);
      const to = new URL(headers.location, next);
      if (to.protocol !== 'https:' && !mayBePlain(to)) throw new Error(`a redirect to ${to.protocol}//${to.host}`);
      next = to;
    }
    throw new Error('too many redirects');
  };
}

function request(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const ca = trustedAuthorities();
  const options = { headers: HEADERS, agent: false, signal, timeout: SILENCE_MS, ...(ca === undefined ? {} : { ca }) };
  return new Promise((resolve, reject) => {
    const sent = url.protocol === 'https:' ? getEncrypted(url, options, resolve) : getPlain(url, options, resolve);
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', reject);
  });
}

/** Return an answer's whole body. @throws if it is longer, or ends early. */
export async function readBody(answer: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer) {
    bytes += part.length;
    if (bytes > maxBytes) throw new TooLong();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The body is longer than the feed may be. */
export class TooLong extends Error {}
