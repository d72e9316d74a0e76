import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createReferenceClient, type ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { openSecureState } from '../../packages/client/src/secure-state.ts';
import { openKeyStore } from '../../src-main/clients/key-store.ts';
import { readPairingFile } from '../../src-main/clients/pairing.ts';
import { createPairings } from '../../src-main/clients/pairings.ts';
import { systemClock } from '../../src-main/runtime/clock.ts';
import { openSettings } from '../../src-main/settings/settings-store.ts';
import { openProfileFolder } from '../../src-main/start/profile-folder.ts';
import { freePort } from './free-port.ts';
import { leaveFirstRunBehind } from './overlay-process.ts';

/** A reference client that is paired with an overlay. */
export interface PairedReferenceClient {
  readonly name: string;
  readonly client: ReferenceClient;
}

/**
 * Create reference clients of version 2, each with its ports, certificate and key, and pair them with an overlay that does
 * not run yet. The clients are not started.
 * @param profile the overlay's folder, which also gets the clients' folders.
 * @throws when it can't be paired.
 */
export async function makePairedClients(
  profile: string,
  names: readonly string[],
): Promise<readonly PairedReferenceClient[]> {
  leaveFirstRunBehind(profile);
  const pair = pairingIn(profile);
  const clients: PairedReferenceClient[] = [];
  for (const name of names) {
    const folder = join(profile, 'clients', randomUUID());
    const state = await openSecureState({ folder, host: '127.0.0.1', rotateKey: false, name });
    const [wsPort, httpPort] = [await freePort(), await freePort()];
    pair(state.writePairing({ wsPort, httpPort }));
    const { tls, key } = state;
    const client = createReferenceClient({
      wsPorts: [wsPort],
      httpPorts: [httpPort],
      protocol: 2,
      name,
      tls,
      keys: [key],
    });
    clients.push({ name, client });
  }
  return clients;
}

/** @returns a function that pairs the overlay of a profile by the path of a pairing file. */
function pairingIn(profile: string): (file: string) => void {
  const folder = openProfileFolder(profile);
  const log = () => {};
  const settings = openSettings({ folder, clock: systemClock, now: () => new Date(), log });
  const refuse = () => {
    throw new Error('only the overlay itself has the keychain');
  };
  const keys = openKeyStore({
    now: () => new Date(),
    folder,
    vault: { isSafe: () => false, seal: refuse, open: refuse },
    log,
  });
  const pairings = createPairings({ settings, keys, onPaired() {}, log });
  return (file) => {
    const problem = pairings.pair(readPairingFile(file));
    if (problem !== null) throw new Error(`not paired with ${file}: ${problem}`);
  };
}
