import type { PairedClient, Settings } from '../../src-shared/settings.ts';
import type { ClientState } from '../../src-shared/settings-contract.ts';
import { cleanStatus } from '../assistants/clean-text.ts';
import type { Effects } from '../settings/effects.ts';

/** The id of the client on this computer, which needs no pairing. */
export const LOCAL_CLIENT_ID = 'local';

/** A client that the overlay follows, and its addresses. */
export interface ClientEntry {
  /** `LOCAL_CLIENT_ID`, or the id of the pairing. */
  readonly id: string;
  /** The user's name for it; null: the client on this computer. */
  readonly name: string | null;
  /** In the order in which they are tried. */
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
  /** null: the client is on this computer, and needs no key. */
  readonly pairing: PairedClient | null;
}

/**
 * Return the clients to follow, in the order of the settings: the local one if it is switched off and none is paired. Of
 * pairings with the same id, which only an edited file can have, the first counts. Pure.
 */
export function clientList(
  { followLocal, paired }: Pick<Settings['clients'], 'followLocal' | 'paired'>,
  { wsPorts, httpPorts }: Pick<Effects, 'wsPorts' | 'httpPorts'>,
): readonly [ClientEntry, ...ClientEntry[]] {
  const local: ClientEntry = { id: LOCAL_CLIENT_ID, name: null, wsPorts, httpPorts, pairing: null };
  const isFirst = ({ id }: PairedClient, index: number) => paired.findIndex((each) => each.id === id) === index;
  const [first, ...others] = paired.filter(isFirst).map(pairedEntry);
  if (first === undefined) return [local];
  return followLocal ? [local, first, ...others] : [first, ...others];
}

function pairedEntry(pairing: PairedClient): ClientEntry {
  const { id, name, url, httpUrl } = pairing;
  // A name from another machine, or written by hand, may have invisible characters alone.
  const shownName = cleanStatus(name) || new URL(url).hostname;
  return { id, name: shownName, wsPorts: [portOf(url)], httpPorts: [portOf(httpUrl)], pairing };
}

/** Return a client's addresses as host and port. Pure. */
export function addressesOf({ pairing, wsPorts, httpPorts }: ClientEntry): ClientState['addresses'] {
  const here = (port: number) => `127.0.0.1:${port}`;
  if (pairing === null) return { socket: wsPorts.map(here), http: httpPorts.map(here) };
  return { socket: [withPort(pairing.url)], http: [withPort(pairing.httpUrl)] };
}

/** Return an address as host and port, even where the port is the usual one. */
export function withPort(address: string): string {
  return `${new URL(address).hostname}:${portOf(address)}`;
}

/** Return the port of a `wss:` or `https:` address, which leaves the usual one out. */
function portOf(address: string): number {
  return Number(new URL(address).port || 443);
}
