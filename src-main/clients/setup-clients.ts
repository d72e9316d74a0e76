import { hostname } from 'node:os';
import { app } from 'electron';
import { addressText, type HostedAddress, serverText } from '../../src-shared/assistant-address.ts';
import { createSignal } from '../../src-shared/signal.ts';
import { poll } from '../assistants/asystent/polling-transport.ts';
import { secureTransports } from '../assistants/asystent/secure-transport.ts';
import { openSocket } from '../assistants/asystent/socket-transport.ts';
import { snoozeUntil } from '../overlay/snooze.ts';
import { UserError } from '../runtime/user-error.ts';
import type { Effects } from '../settings/effects.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { createAdding } from './adding.ts';
import { type ClientEntry, clientList, localEntry } from './client-list.ts';
import { type ClientsOptions, createClientsController } from './clients-controller.ts';
import { followedAddress } from './followed-assistants.ts';
import type { KeyStore } from './key-store.ts';
import { type MakeAssistantOptions, makeAssistant } from './make-assistant.ts';
import { readPairingFile } from './pairing.ts';
import { createPairings } from './pairings.ts';
import type { Watching } from './test-assistant.ts';

export interface ClientsSetup extends Pick<ClientsOptions, 'clock' | 'observe' | 'log'> {
  readonly settings: SettingsStore;
  readonly effects: () => Effects;
  readonly keys: KeyStore;
  /** The id by which clients recognise this overlay. */
  readonly overlayId: string;
  /** The token for a Home Assistant that the environment names and the settings don't; null: none. */
  readonly hassToken: string | null;
  /** The file of a client to pair with now; null: none. */
  readonly pairingFile: string | null;
}

/** Where a Home Assistant on this computer usually is, and a name that no satellite needs for a search. */
const HASS_HERE = { host: '127.0.0.1', port: 8123, isEncrypted: false, certificate: null };
const NO_SATELLITE = 'assist_satellite.any';

/** The clients, as the rest of the app sees them. */
export type FollowedClients = ReturnType<typeof setupClients>;

/**
 * Prepare to follow the clients in the settings, over the real transports; nothing is opened before `start()`.
 * @throws UserError when the pairing file can't be used.
 */
export function setupClients(setup: ClientsSetup) {
  const { clock, settings, effects, keys, pairingFile, log } = setup;
  const followed = () => {
    const { clients: chosen } = settings.current();
    const now = effects();
    return {
      entries: clientList(chosen, now),
      context: now.context,
      overlay: { id: setup.overlayId, name: chosen.overlayName ?? hostname(), version: app.getVersion() },
    };
  };

  const kinds: Pick<MakeAssistantOptions, 'clock' | 'random' | 'transportsFor'> = {
    clock,
    random: Math.random,
    transportsFor: ({ pairing }) =>
      pairing === null ? { openSocket, poll } : secureTransports(pairing, () => keys.read(pairing)),
  };
  const { update, ...clients } = createClientsController({
    ...kinds,
    initial: followed(),
    readToken({ id, address }) {
      if (address.kind !== 'hass') return null;
      // The environment's token goes only to what the environment names.
      const isNamed = id === addressText(address);
      return keys.read({ id, server: serverText(address) }) ?? (isNamed ? setup.hassToken : null);
    },
    observe: setup.observe,
    nowEpochMs: () => Date.now(),
    log,
  });

  const pairings = createPairings({ settings, keys, onPaired: clients.reconnect, log });
  /** Make an assistant that is not followed. */
  const makeApart = (entry: ClientEntry, token: string | null, watching: Watching) =>
    makeAssistant(
      { entry, overlay: followed().overlay },
      {
        ...kinds,
        ...watching,
        readToken: () => token,
        log: (message) => log(`test of ${followedAddress(entry)}: ${message}`),
      },
    );
  const entryOf = (address: HostedAddress): ClientEntry => {
    return { kind: address.kind, id: addressText(address), name: null, address };
  };
  const found = createSignal();
  const adding = createAdding({
    clock,
    settings,
    keys,
    pairings,
    places: [
      {
        kind: 'asystent',
        address: addressText({ kind: 'asystent' }),
        make: (watching) => makeApart(localEntry(effects()), null, watching),
      },
      {
        kind: 'hass',
        address: serverText(HASS_HERE),
        // Without a token, it finds out that a Home Assistant asks for one.
        make: (watching) => makeApart(entryOf({ kind: 'hass', ...HASS_HERE, entity: NO_SATELLITE }), null, watching),
      },
    ],
    make: (address, token, watching) => makeApart(entryOf(address), token, watching),
    async listSatellites(server, token) {
      const [{ listSatellites }, { openHassSocket }] = await Promise.all([
        import('../assistants/hass/list-satellites.ts'),
        import('../assistants/hass/transport.ts'),
      ]);
      return listSatellites({ server, token, clock, openSocket: openHassSocket });
    },
    onFound: found.emit,
  });

  if (pairingFile !== null) {
    const problem = pairings.pair(readPairingFile(pairingFile));
    if (problem !== null)
      throw new UserError((t) => `ASYSTENT_PAIRING_FILE=${pairingFile}: ${t(`pairing.${problem}`)}`);
  }

  return {
    ...clients,
    pairings,
    adding,
    /** What answers on this computer has changed, while the user may add it. */
    onFound: found.subscribe,
    /** Return the clients in the settings, in their order. */
    entries: () => followed().entries,
    /** Call when the settings have changed. */
    apply: () => update(followed()),
    /** Call after the computer slept: the answers are old, and a pause lasts until a time of day. */
    onResume(): void {
      clients.dispatch({ kind: 'slept' });
      const untilEpochMs = clients.state().snoozedUntilEpochMs;
      if (untilEpochMs !== null) clients.dispatch(snoozeUntil(untilEpochMs, Date.now(), clock.nowMs()));
    },
  };
}
