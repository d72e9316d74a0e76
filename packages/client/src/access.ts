import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';

const MINUTE_MS = 60_000;
/** Beyond this, wrong keys from one address get 429. The right key is always accepted. */
export const MAX_WRONG_KEYS_PER_MINUTE = 10;
/** Addresses with wrong keys that are remembered: an attacker with a whole network has many. */
const MAX_ADDRESSES = 1_000;

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Why a request is refused, and the HTTP status to refuse it with. */
export interface Refusal {
  readonly code: 401 | 403 | 429 | 503;
  /** For the log. */
  readonly reason: string;
}

const NO_KEY: Refusal = { code: 401, reason: 'no key' };

/** Decides who may talk to the client. */
export interface Access {
  /** @param isUpgrade refuses any `Origin`: browsers let every web page open a socket, and add that header. */
  refusal(request: IncomingMessage, isUpgrade: boolean): Refusal | null;
  /** Whether a key from a request is accepted now. */
  accepts(key: string | null): boolean;
  /** Accepts these keys from now on, and no others. */
  setKeys(keys: readonly string[]): void;
}

/** Return the key in a request's header; null without one. */
export function bearerKey(request: IncomingMessage): string | null {
  return /^Bearer ([\x21-\x7e]{1,500})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/**
 * @param options.host the address that the server listens on. Unless it is a loopback address, requests may also name
 * this machine's name, or the address at which they arrived.
 * @param options.keys null: no key is needed.
 * @param options.nowMs a monotonic clock.
 */
export function createAccess(options: {
  readonly host: string;
  readonly keys: readonly string[] | null;
  readonly nowMs: () => number;
}): Access {
  const names = new Set(ownNames(options.host));
  let digests = options.keys?.map(digest) ?? null;
  const wrongKeys = new Map<string, { readonly sinceMs: number; count: number }>();

  const accepts = (key: string | null) => {
    if (digests === null) return true;
    if (key === null) return false;
    const given = digest(key);
    // Compare with every key, so that the time gives nothing away. Digests have the same length, keys need not.
    return digests.map((known) => timingSafeEqual(known, given)).includes(true);
  };

  const wrongKey = (address: string): Refusal => {
    const nowMs = options.nowMs();
    for (const [known, { sinceMs }] of wrongKeys) if (nowMs - sinceMs >= MINUTE_MS) wrongKeys.delete(known);
    if (wrongKeys.size >= MAX_ADDRESSES) wrongKeys.clear();
    const attempts = wrongKeys.get(address) ?? { sinceMs: nowMs, count: 0 };
    attempts.count += 1;
    wrongKeys.set(address, attempts);
    return attempts.count > MAX_WRONG_KEYS_PER_MINUTE
      ? { code: 429, reason: 'too many wrong keys' }
      : { code: 401, reason: 'a wrong key' };
  };

  return {
    refusal(request, isUpgrade) {
      if (isUpgrade && request.headers.origin !== undefined) return { code: 403, reason: 'a web page asked for it' };
      // DNS rebinding: a page whose name resolves to 127.0.0.1 still sends that name as `Host`.
      const host = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
      if (!names.has(host) && host !== localAddress(request))
        return { code: 403, reason: 'the Host is not this machine' };
      const key = bearerKey(request);
      if (accepts(key)) return null;
      // Without a key, nothing was guessed: no limit.
      return key === null ? NO_KEY : wrongKey(request.socket.remoteAddress ?? '');
    },
    accepts,
    setKeys(keys) {
      digests = keys.map(digest);
    },
  };
}

const digest = (key: string) => createHash('sha256').update(key).digest();

/** The names that a `Host` may have. */
function ownNames(host: string): readonly string[] {
  if (isLoopback(host)) return LOOPBACK_NAMES;
  return [...LOOPBACK_NAMES, host, hostname(), `${hostname()}.local`].map((name) => name.toLowerCase());
}

/** The local address at which a request arrived, as a `Host` writes it. */
function localAddress({ socket }: IncomingMessage): string {
  const address = socket.localAddress?.replace(/^::ffff:/, '') ?? '';
  return address.includes(':') ? `[${address}]` : address;
}

/** Whether an address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
