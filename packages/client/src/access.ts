import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';

const MINUTE_MS = 60_000;
/** Wrong keys from one address in a minute before it is told to wait. A right key is always taken. */
export const MAX_WRONG_KEYS_PER_MINUTE = 10;
/** Addresses that are remembered; a machine has few, but whoever owns a network has many. */
const MAX_ADDRESSES = 1_000;

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Why a request is refused, with the HTTP status for it. */
export interface Refusal {
  readonly code: 401 | 403 | 429 | 503;
  /** For the log. */
  readonly reason: string;
}

const NO_KEY: Refusal = { code: 401, reason: 'no key' };

/** Decides who may talk to the client. */
export interface Access {
  /** @param isUpgrade any web page may try an upgrade, and then the browser adds its `Origin`. */
  refusal(request: IncomingMessage, isUpgrade: boolean): Refusal | null;
  /** Whether the key, as it came with a request, is taken now. */
  isTaken(key: string | null): boolean;
  /** Takes these keys and no others from now on. */
  setKeys(keys: readonly string[]): void;
}

/** The key that a request brings along; null without one. */
export function bearerKey(request: IncomingMessage): string | null {
  return /^Bearer ([\x21-\x7e]{1,500})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/**
 * @param options.host the address that is listened on; it, and this machine's names and addresses, may be asked for.
 * @param options.keys null: nobody is asked for a key.
 * @param options.nowMs the monotonic clock.
 */
export function createAccess(options: {
  readonly host: string;
  readonly keys: readonly string[] | null;
  readonly nowMs: () => number;
}): Access {
  const names = new Set(ownNames(options.host));
  let digests = options.keys?.map(digest) ?? null;
  const wrongKeys = new Map<string, { readonly sinceMs: number; count: number }>();

  const isTaken = (key: string | null) => {
    if (digests === null) return true;
    if (key === null) return false;
    const given = digest(key);
    // All of them are looked at, so that the time tells nothing; digests have one length, whatever the key's is.
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
      // A page that has its own name resolved to 127.0.0.1 still sends that name as `Host`.
      const host = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
      if (!names.has(host) && host !== addressAsked(request))
        return { code: 403, reason: 'the Host is not this machine' };
      const key = bearerKey(request);
      if (isTaken(key)) return null;
      // Whoever brings none has not guessed: it is told apart from those who try keys, and never told to wait.
      return key === null ? NO_KEY : wrongKey(request.socket.remoteAddress ?? '');
    },
    isTaken,
    setKeys(keys) {
      digests = keys.map(digest);
    },
  };
}

const digest = (key: string) => createHash('sha256').update(key).digest();

/** The names under which this machine may be asked. */
function ownNames(host: string): readonly string[] {
  if (isLoopback(host)) return LOOPBACK_NAMES;
  return [...LOOPBACK_NAMES, host, hostname(), `${hostname()}.local`].map((name) => name.toLowerCase());
}

/** The address of ours that a request came to, as it stands in a `Host`. */
function addressAsked({ socket }: IncomingMessage): string {
  const address = socket.localAddress?.replace(/^::ffff:/, '') ?? '';
  return address.includes(':') ? `[${address}]` : address;
}

/** Whether nobody outside this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
