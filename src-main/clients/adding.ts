import type {
  AddingProblem,
  BrokerAnswer,
  CertificateAnswer,
  FoundAssistant,
  SatellitesAnswer,
  TestAnswer,
} from '../../src-shared/adding-contract.ts';
import {
  addressText,
  type BrokerPlace,
  brokerText,
  type HassServer,
  type HostedAddress,
  type HostedKind,
  parseBrokerPlace,
  parseHassServer,
  parseHosted,
  secretServer,
  serverText,
} from '../../src-shared/assistant-address.ts';
import {
  type BrokerSecret,
  brokerSecretText,
  type OwnCertificate,
  parseBrokerSecret,
} from '../assistants/broker-secret.ts';
import { cleanStatus } from '../assistants/clean-text.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { entryAt } from './client-list.ts';
import type { KeyStore } from './key-store.ts';
import type { MakeAssistantOptions } from './make-assistant.ts';
import type { Pairings } from './pairings.ts';
import { createSearch, type Place } from './seek-assistants.ts';
import { testAssistant } from './test-assistant.ts';
import type { MakeApart } from './usual-places.ts';

/** The functions with which the settings page adds an assistant. */
export interface Adding {
  /** Begin or end to look for assistants on this computer. */
  seek(isOn: boolean): void;
  /** Whether the user can see the page. Nothing is looked for while they can't, and tokens that were not saved are forgotten. */
  setSeen(isSeen: boolean): void;
  found(): readonly FoundAssistant[];
  /** Connect to an address for a moment. */
  test(kind: HostedKind, text: string): Promise<TestAnswer>;
  /** Ask a Home Assistant for its satellites. @param token empty: the one given last, or that of a followed client there. */
  satellites(text: string, token: string): Promise<SatellitesAnswer>;
  /** Take a login at a broker, for the next test of an address there, and for the assistant that is added. */
  giveLogin(text: string, user: string, password: string): void;
  /** Take a certificate that a broker asks for, in the same way. @param own null: there is none in the files. */
  giveCertificate(text: string, own: OwnCertificate | null): CertificateAnswer;
  /** Ask a broker for the assistants there. */
  onBroker(text: string): Promise<BrokerAnswer>;
  /** Follow an assistant. @returns the problem; null when it is followed. */
  add(kind: HostedKind, text: string, name: string): AddingProblem | null;
}

export interface AddingOptions extends Pick<MakeAssistantOptions, 'clock'> {
  readonly settings: SettingsStore;
  readonly keys: Pick<KeyStore, 'read'>;
  readonly pairings: Pick<Pairings, 'follow'>;
  /** Where assistants may be on this computer. */
  readonly places: readonly Place[];
  readonly makeApart: MakeApart;
  readonly listOnBroker: (place: BrokerPlace, secret: BrokerSecret) => Promise<BrokerAnswer>;
  readonly listSatellites: (server: HassServer, token: string) => Promise<SatellitesAnswer>;
  /** Called when `found()` has changed. */
  readonly onFound: () => void;
}

/** The server of a broker's address, with an assistant's topic or without. */
function brokerIn(text: string): string | null {
  const place = parseBrokerPlace(text);
  return typeof place === 'string' ? null : brokerText(place.server);
}

/** A token is one line of visible ASCII characters. Home Assistant's have less than 200. */
const TOKEN = /^[\x21-\x7e]{1,2000}$/;

/** A user's name at a broker. A colon ends it where name and password are kept as one. */
const USER = /^[^:\p{Cc}]{1,200}$/u;

/** Prepare to add assistants. Nothing is opened before `seek`, `test` or `satellites`. */
export function createAdding(options: AddingOptions): Adding {
  const { settings, keys, pairings } = options;
  /** Tokens and logins that were given and are not saved yet, by their servers. */
  const given = new Map<string, string>();
  let isSought = false;
  let isSeen = false;
  const followed = () => settings.current().clients.followed;
  const isFollowed = (address: string) => {
    const { followLocal } = settings.current().clients;
    if (address === addressText({ kind: 'asystent' })) return followLocal || followed().length === 0;
    // A Home Assistant is known by its server.
    return followed().some((client) => client.kind !== 'asystent' && `${client.address}/`.startsWith(`${address}/`));
  };

  const search = createSearch({
    places: options.places,
    isFollowed,
    onChange: options.onFound,
  });
  settings.subscribe(search.refresh);

  /** Return the token that was given for a server, or is kept for it; null: none. */
  const tokenOf = (server: string): string | null => {
    const token = given.get(server);
    if (token !== undefined) return token;
    for (const { kind, id } of followed()) {
      const kept = kind === 'asystent' ? null : keys.read({ id, server });
      if (kept !== null) return kept;
    }
    return null;
  };

  const tokenFor = (address: HostedAddress) => {
    const server = secretServer(address);
    return server === null ? null : tokenOf(server);
  };

  return {
    seek(isOn) {
      isSought = isOn;
      search.set(isSought && isSeen);
    },
    setSeen(next) {
      isSeen = next;
      if (!isSeen) given.clear();
      search.set(isSought && isSeen);
    },
    found: search.found,
    async test(kind, text) {
      const address = parseHosted(kind, text);
      if (typeof address === 'string') return { kind: 'problem', problem: address };
      const token = tokenFor(address);
      return testAssistant(kind, (watching) => options.makeApart(entryAt(address), token, watching), options.clock);
    },
    async satellites(text, typed) {
      const server = parseHassServer(text);
      if (typeof server === 'string') return { kind: 'problem', problem: server };
      const address = serverText(server);
      if (TOKEN.test(typed.trim())) given.set(address, typed.trim());
      const token = tokenOf(address);
      if (token === null || (typed.trim() !== '' && token !== typed.trim()))
        return { kind: 'problem', problem: 'no-token' };
      return options.listSatellites(server, token);
    },
    giveLogin(text, user, password) {
      const server = brokerIn(text);
      if (server === null || !USER.test(user)) return;
      given.set(server, brokerSecretText({ ...parseBrokerSecret(tokenOf(server)), login: `${user}:${password}` }));
    },
    giveCertificate(text, certificate) {
      const server = brokerIn(text);
      if (certificate === null || server === null) return 'none';
      given.set(server, brokerSecretText({ ...parseBrokerSecret(tokenOf(server)), certificate }));
      return 'taken';
    },
    async onBroker(text) {
      const place = parseBrokerPlace(text);
      if (typeof place === 'string') return { kind: 'problem', problem: place };
      return options.listOnBroker(place, parseBrokerSecret(tokenOf(brokerText(place.server))));
    },
    add(kind, text, name) {
      const address = parseHosted(kind, text);
      if (typeof address === 'string') return address;
      const problem = pairings.follow(address, cleanStatus(name) || entryAt(address).name, tokenFor(address));
      const server = secretServer(address);
      if (problem === null && server !== null) given.delete(server);
      return problem;
    },
  };
}
