import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { AddingProblem, PairingProblem } from '../../src-shared/adding-contract.ts';
import { addressText, type HostedAddress, secretServer } from '../../src-shared/assistant-address.ts';
import { AddressedClient, PairedClient, type Settings } from '../../src-shared/settings.ts';
import type { KeyStorage, SettingsProblem } from '../../src-shared/settings-contract.ts';
import { FOLLOWED_CLIENTS_MAX, NAME_MAX_LENGTH } from '../../src-shared/settings-limits.ts';
import { cleanLine } from '../assistants/clean-text.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { codeOf, type KeyOwner, type KeyStore } from './key-store.ts';
import type { ReadPairing } from './pairing.ts';

/** The clients in the settings: keeps the settings, which list them, and the key store, which has their keys, in step. */
export interface Pairings {
  /**
   * Pair with a client. One with the same address gets the new key and certificate, and keeps its id and name.
   * @returns the problem; null when it is paired.
   */
  pair(read: ReadPairing): PairingProblem | null;
  /**
   * Follow an assistant of another kind. One with the same address keeps its id and name.
   * @param token the token that a Home Assistant has to have, or the login at a broker; null: none.
   * @returns the problem; null when it is followed.
   */
  follow(address: HostedAddress, name: string, token: string | null): AddingProblem | null;
  /** Rename a client; an unknown id or a name that is not allowed changes nothing. */
  rename(id: string, name: string): void;
  /** Follow a client no more, and forget its key. */
  remove(id: string): void;
  /** Return where the keys are; null without one. */
  keyStorage(): KeyStorage | null;
  /** Return the problems that the user has to know of. */
  problems(): readonly SettingsProblem[];
}

type Client = Settings['clients']['followed'][number];

/** @param options.onPaired called with the id of a client once it is paired or added, even when only its key is new. */
export function createPairings(options: {
  readonly settings: SettingsStore;
  readonly keys: KeyStore;
  readonly onPaired: (id: string) => void;
  readonly log: (message: string) => void;
}): Pairings {
  const { settings, keys, onPaired, log } = options;
  const current = () => settings.current().clients.followed;
  const replace = (followed: Settings['clients']['followed']) => settings.update('clients', { followed });
  let known = current();
  /** Clients that are gone although their keys could not be removed; they are tried again with the next. */
  let left: readonly string[] = [];

  settings.subscribe(() => {
    const followed = current();
    const gone = known.map(({ id }) => id).filter((id) => followed.every((client) => client.id !== id));
    known = followed;
    if (gone.length === 0) return;
    const ids = [...left, ...gone];
    try {
      keys.remove(ids);
      left = [];
    } catch (error) {
      log(`keys not removed: ${codeOf(error)}`);
      left = ids;
    }
  });

  const identity = (before: Client | undefined, name: string) => ({
    id: before?.id ?? randomUUID(),
    name: before?.name ?? cleanLine(name, NAME_MAX_LENGTH).trim(),
  });

  /** Add a client, or replace the one with its id; its key first, so that none is followed whose key was not kept. */
  const keep = (client: Client, secret: { readonly owner: KeyOwner; readonly key: string } | null) => {
    const isNew = current().every(({ id }) => id !== client.id);
    if (isNew && current().length >= FOLLOWED_CLIENTS_MAX) return 'too-many';
    try {
      if (secret !== null) keys.write(secret.owner, secret.key);
    } catch (error) {
      log(`key not kept: ${codeOf(error)}`);
      return 'not-saved';
    }
    replace(isNew ? [...current(), client] : current().map((each) => (each.id === client.id ? client : each)));
    settings.flush();
    log(`client ${client.id} ${client.kind === 'asystent' ? 'paired' : 'added'}`);
    onPaired(client.id);
    return null;
  };

  return {
    pair(read) {
      if (typeof read === 'string') return read;
      const { key, ...pairing } = read;
      const before = current().find((each) => each.kind === 'asystent' && each.url === pairing.url);
      const client = { kind: 'asystent', ...pairing, ...identity(before, pairing.name) };
      if (!v.is(PairedClient, client)) return 'address';
      return keep(client, { owner: client, key });
    },
    follow(address, name, token) {
      const text = addressText(address);
      const before = current().find((each) => each.kind !== 'asystent' && each.address === text);
      const client = { kind: address.kind, ...identity(before, name), address: text };
      if (!v.is(AddressedClient, client)) return 'kind';
      if (address.kind === 'hass' && token === null) return 'no-token';
      const server = secretServer(address);
      return keep(client, server === null || token === null ? null : { owner: { id: client.id, server }, key: token });
    },
    rename(id, name) {
      replace(current().map((client) => (client.id === id ? { ...client, name } : client)));
    },
    remove(id) {
      replace(current().filter((client) => client.id !== id));
      settings.flush();
    },
    keyStorage: keys.storage,
    problems: () => (left.length > 0 ? [...keys.problems(), { kind: 'keys-left' }] : keys.problems()),
  };
}
