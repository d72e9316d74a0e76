import {
  type AssistantAddress,
  addressText,
  type HostedAddress,
  isThisComputer,
  KIND_NAMES,
  parseAddress,
} from '../../src-shared/assistant-address.ts';
import type { ClientState } from '../../src-shared/client-state.ts';
import type { AddressedClient, PairedClient, Settings } from '../../src-shared/settings.ts';
import { cleanStatus } from '../assistants/clean-text.ts';
import type { Seat } from '../assistants/seat.ts';
import type { Effects } from '../settings/effects.ts';

/** The id of the Asystent on this computer, which needs no pairing. */
export const LOCAL_CLIENT_ID = 'local';

/** A client that the overlay follows, and how it is reached. */
export type ClientEntry = AsystentEntry | AddressedEntry | GuestEntry;

interface EntryIdentity {
  /** `LOCAL_CLIENT_ID`, the id in the settings, the address if the environment names it alone, or that of a guest. */
  readonly id: string;
  /** The user's name for it; null: the Asystent on this computer. A guest has its id, because it names itself. */
  readonly name: string | null;
}

export interface AsystentEntry extends EntryIdentity {
  readonly kind: 'asystent';
  /** In the order in which they are tried. */
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
  /** null: the client is on this computer, and needs no key. */
  readonly pairing: PairedClient | null;
}

/** A client of another kind. */
export interface AddressedEntry extends EntryIdentity {
  readonly kind: HostedAddress['kind'];
  readonly address: HostedAddress;
}

/** A program that has come to the overlay by itself. */
export interface GuestEntry extends EntryIdentity {
  readonly kind: 'guest';
  readonly seat: Seat;
  /** Nobody is there any more. It is followed until there is nothing of it to show. */
  readonly isOver: boolean;
}

/**
 * Return the clients to follow: those that the environment names, else those in the settings, in their order, with the
 * local one if it is switched on or none is followed besides. The first counts of clients with the same address in the
 * environment or, which only an edited file can have, with the same id. Pure.
 */
export function clientList(
  { followLocal, followed }: Pick<Settings['clients'], 'followLocal' | 'followed'>,
  { wsPorts, httpPorts, follow }: Pick<Effects, 'wsPorts' | 'httpPorts' | 'follow'>,
): readonly [ClientEntry, ...ClientEntry[]] {
  const saved = followed.flatMap(entryOf);
  const local = localEntry({ wsPorts, httpPorts });
  const chosen = follow === null ? saved : follow.map((address) => entryIn(saved, address, local));
  const [first, ...others] = chosen.filter(({ id }, index) => chosen.findIndex((each) => each.id === id) === index);
  if (first === undefined) return [local];
  return follow === null && followLocal ? [local, first, ...others] : [first, ...others];
}

/** Return the entry of the Asystent on this computer. */
export function localEntry({ wsPorts, httpPorts }: Pick<Effects, 'wsPorts' | 'httpPorts'>): AsystentEntry {
  return { kind: 'asystent', id: LOCAL_CLIENT_ID, name: null, wsPorts, httpPorts, pairing: null };
}

/** Return the entry of an address: the saved one, with its name and its key, if there is one. */
function entryIn(saved: readonly ClientEntry[], address: AssistantAddress, local: AsystentEntry): ClientEntry {
  if (address.kind === 'asystent') return local;
  const text = addressText(address);
  return saved.find((entry) => 'address' in entry && addressText(entry.address) === text) ?? entryAt(address);
}

/** Return the entry of an assistant that is not in the settings, with a name of its own. */
export function entryAt(address: HostedAddress): AddressedEntry & { readonly name: string } {
  const { kind, host } = address;
  const name = isThisComputer(host) ? KIND_NAMES[kind] : `${KIND_NAMES[kind]} ${host}`;
  return { kind, id: addressText(address), name, address };
}

function entryOf(client: PairedClient | AddressedClient): readonly ClientEntry[] {
  return client.kind === 'asystent' ? [pairedEntry(client)] : addressedEntry(client);
}

function pairedEntry(pairing: PairedClient): ClientEntry {
  const { kind, id, name, url, httpUrl } = pairing;
  const shownName = nameOrHost(name, new URL(url).hostname);
  return { kind, id, name: shownName, wsPorts: [portOf(url)], httpPorts: [portOf(httpUrl)], pairing };
}

function addressedEntry({ id, name, address: text }: AddressedClient): readonly ClientEntry[] {
  const address = parseAddress(text);
  // The settings hold no other text.
  if (typeof address === 'string' || address.kind === 'asystent') return [];
  return [{ kind: address.kind, id, name: nameOrHost(name, address.host), address }];
}

/** A name from another machine, or written by hand, may have invisible characters alone. */
function nameOrHost(name: string, host: string): string {
  return cleanStatus(name) || host;
}

/** Whether a client is the Asystent on this computer. */
export function isLocal(entry: ClientEntry): boolean {
  return entry.kind === 'asystent' && entry.pairing === null;
}

/** Return the ports on this computer where clients of other kinds than the Asystent are. Pure. */
export function portsHere(entries: readonly ClientEntry[]): readonly number[] {
  return entries.flatMap((entry) =>
    'address' in entry && isThisComputer(entry.address.host) ? [entry.address.port] : [],
  );
}

/** Return a client's addresses as host and port. Pure. */
export function addressesOf(entry: ClientEntry): ClientState['addresses'] {
  if (entry.kind === 'guest') return { socket: [], http: [] };
  if (entry.kind !== 'asystent') return { socket: [`${entry.address.host}:${entry.address.port}`], http: [] };
  const { pairing, wsPorts, httpPorts } = entry;
  const here = (port: number) => `127.0.0.1:${port}`;
  if (pairing === null) return { socket: wsPorts.map(here), http: httpPorts.map(here) };
  return { socket: [withPort(pairing.url)], http: [withPort(pairing.httpUrl)] };
}

/** Return an address as host and port, even where the port is the usual one. */
function withPort(address: string): string {
  return `${new URL(address).hostname}:${portOf(address)}`;
}

/** Return the port of a `wss:` or `https:` address, which leaves the usual one out. */
function portOf(address: string): number {
  return Number(new URL(address).port || 443);
}
