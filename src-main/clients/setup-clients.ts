import { hostname } from 'node:os';
import { app } from 'electron';
import { addressText, KINDS, secretServer } from '../../src-shared/assistant-address.ts';
import { createSignal } from '../../src-shared/signal.ts';
import { CARRIED_MESSAGES } from '../assistants/asystent/carried-messages.ts';
import { poll } from '../assistants/asystent/polling-transport.ts';
import { secureTransports } from '../assistants/asystent/secure-transport.ts';
import { openSocket } from '../assistants/asystent/socket-transport.ts';
import { UserError } from '../runtime/user-error.ts';
import type { Effects } from '../settings/effects.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { createAdding } from './adding.ts';
import { clientList, localEntry } from './client-list.ts';
import { type ClientsOptions, createClientsController } from './clients-controller.ts';
import { followedAddress } from './followed-assistants.ts';
import { createGuests } from './guests.ts';
import type { KeyStore } from './key-store.ts';
import { type MakeAssistantOptions, makeAssistant } from './make-assistant.ts';
import { readPairingFile } from './pairing.ts';
import { createPairings } from './pairings.ts';
import { type MakeApart, usualPlaces } from './usual-places.ts';

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

/** The clients, as the rest of the app sees them. */
export type FollowedClients = ReturnType<typeof setupClients>;

/**
 * Prepare to follow the clients in the settings, over the real transports; nothing is opened before `start()`.
 * @throws UserError when the pairing file can't be used.
 */
export function setupClients(setup: ClientsSetup) {
  const { clock, settings, effects, keys, pairingFile, log } = setup;
  const guests = createGuests({ clock });
  const followed = () => {
    const { clients: chosen } = settings.current();
    const now = effects();
    return {
      entries: [...clientList(chosen, now), ...guests.entries()] as const,
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
      const server = secretServer(address);
      if (server === null) return null;
      // The environment's token goes only to the address that the environment names.
      const isNamed = address.kind === 'hass' && id === addressText(address);
      return keys.read({ id, server }) ?? (isNamed ? setup.hassToken : null);
    },
    observe: setup.observe,
    nowEpochMs: () => Date.now(),
    log,
  });

  guests.onChange(() => update(followed()));
  clients.onDismissed(guests.dismiss);

  const pairings = createPairings({ settings, keys, onPaired: clients.reconnect, log });
  /** Make an assistant that is not followed. */
  const makeApart: MakeApart = (entry, token, watching) =>
    makeAssistant(
      { entry, overlay: followed().overlay },
      {
        ...kinds,
        ...watching,
        readToken: () => token,
        log: (message) => log(`test of ${followedAddress(entry)}: ${message}`),
      },
    );
  const found = createSignal();
  const adding = createAdding({
    clock,
    settings,
    keys,
    pairings,
    places: usualPlaces(KINDS, { makeApart, localEntry: () => localEntry(effects()) }),
    makeApart,
    async listOnBroker(place, secret) {
      const { listOnBroker } = await import('../assistants/mqtt/follow-broker.ts');
      return listOnBroker({ ...place, secret, protocol: CARRIED_MESSAGES, clock, random: Math.random });
    },
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
    guests,
    /** Other assistants answer on this computer than before, while the user may add them. */
    onFound: found.subscribe,
    /** Return the clients in the settings, in their order. */
    entries: () => followed().entries,
    /** Call when the settings have changed. */
    apply: () => update(followed()),
    /** Call after the computer slept: the answers are old, and the user presents until a time of day. */
    onResume: () => clients.dispatch({ kind: 'slept', nowEpochMs: Date.now() }),
  };
}
