import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReferenceClientOptions } from '../../packages/client/src/reference-client.ts';
import { openSecureState } from '../../packages/client/src/secure-state.ts';

/** The parts of a demo with a client that requires a key. */
export interface SecureDemo {
  readonly client: Pick<ReferenceClientOptions, 'tls' | 'keys'>;
  /** For the overlay: it is paired at its start. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Create certificate, key and pairing for a demo, and let the overlay follow that client alone.
 * @param folder the overlay's profile, which holds everything and is deleted afterwards.
 */
export async function makeSecureDemo(
  folder: string,
  { wsPorts, httpPorts }: { readonly wsPorts: readonly number[]; readonly httpPorts: readonly number[] },
): Promise<SecureDemo> {
  const state = await openSecureState({
    folder: join(folder, 'client'),
    host: '127.0.0.1',
    rotateKey: false,
    name: 'Demo',
  });
  const pairing = state.writePairing({ wsPort: wsPorts[0] ?? 0, httpPort: httpPorts[0] ?? 0 });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, clients: { followLocal: false } }));
  console.log(`The client asks for a key; the overlay is paired with it by ${pairing}`);
  return { client: { tls: state.tls, keys: [state.key] }, env: { ASYSTENT_PAIRING_FILE: pairing } };
}
