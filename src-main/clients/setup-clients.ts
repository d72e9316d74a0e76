import { hostname } from 'node:os';
import { app } from 'electron';
import { poll } from '../assistants/asystent/polling-transport.ts';
import { secureTransports } from '../assistants/asystent/secure-transport.ts';
import { openSocket } from '../assistants/asystent/socket-transport.ts';
import { snoozeUntil } from '../overlay/snooze.ts';
import { UserError } from '../runtime/user-error.ts';
import type { Effects } from '../settings/effects.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { clientList } from './client-list.ts';
import { type ClientsOptions, createClientsController } from './clients-controller.ts';
import type { KeyStore } from './key-store.ts';
import { readPairingFile } from './pairing.ts';
import { createPairings } from './pairings.ts';

export interface ClientsSetup extends Pick<ClientsOptions, 'clock' | 'observe' | 'log'> {
  readonly settings: SettingsStore;
  readonly effects: () => Effects;
  readonly keys: KeyStore;
  /** The id by which clients recognise this overlay. */
  readonly overlayId: string;
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
  const followed = () => {
    const { clients: chosen } = settings.current();
    const now = effects();
    return {
      entries: clientList(chosen, now),
      context: now.context,
      overlay: { id: setup.overlayId, name: chosen.overlayName ?? hostname(), version: app.getVersion() },
    };
  };

  const { update, ...clients } = createClientsController({
    initial: followed(),
    transportsFor: ({ pairing }) =>
      pairing === null ? { openSocket, poll } : secureTransports(pairing, () => keys.read(pairing)),
    observe: setup.observe,
    clock,
    random: Math.random,
    nowEpochMs: () => Date.now(),
    log,
  });

  const pairings = createPairings({ settings, keys, onPaired: clients.reconnect, log });
  if (pairingFile !== null) {
    const problem = pairings.pair(readPairingFile(pairingFile));
    if (problem !== null)
      throw new UserError((t) => `ASYSTENT_PAIRING_FILE=${pairingFile}: ${t(`pairing.${problem}`)}`);
  }

  return {
    ...clients,
    pairings,
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
