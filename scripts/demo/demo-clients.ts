import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createReferenceClient,
  type ReferenceClient,
  type ReferenceClientOptions,
} from '../../packages/client/src/reference-client.ts';
import { openSecureState } from '../../packages/client/src/secure-state.ts';
import type { ClientLanguage } from '../../src-shared/languages.ts';
import type { ClientPorts } from '../../test/lab/free-port.ts';
import { leaveFirstRunBehind } from '../../test/lab/overlay-process.ts';
import { makePairedClients, type PairedReferenceClient } from '../../test/lab/paired-clients.ts';
import { makeScratchFolder } from '../../test/lab/scratch-folder.ts';
import { UsageError } from '../read-arguments.mjs';
import type { AtEnd } from '../with-endings.ts';
import { makePublishingClients } from './publishing-clients.ts';

export interface DemoOptions {
  /** The Electron executable. */
  readonly electron: string;
  readonly language: ClientLanguage;
  /** Whether the client asks for a key, over TLS. */
  readonly secure: boolean;
  /** Whether the clients publish to a broker. */
  readonly mqtt: boolean;
  /** The names of further clients, which the overlay is paired with. */
  readonly others: readonly string[];
}

/** The names of the demo's clients after the first one. */
const OTHERS: Readonly<Record<ClientLanguage, readonly string[]>> = {
  pl: ['Kuchnia', 'Biuro', 'Salon'],
  en: ['Kitchen', 'Office', 'Living room'],
};

/**
 * Return the names of the other clients.
 * @throws UsageError if there are not enough names.
 */
export function otherNames(clients: string, language: ClientLanguage): readonly string[] {
  const others = OTHERS[language];
  if (!/^[1-9]$/.test(clients) || Number(clients) > others.length + 1) {
    throw new UsageError(`--clients ${clients}: give a number from 1 to ${others.length + 1}`);
  }
  return others.slice(0, Number(clients) - 1);
}

/** The clients of a demo, which are not started, and the profile of an overlay that knows them. */
export interface DemoClients {
  readonly profile: string;
  /** Additions to the overlay's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly first: ReferenceClient;
  readonly paired: readonly PairedReferenceClient[];
  /** Return whether the overlay is there for a client. */
  readonly sees: (client: ReferenceClient) => boolean;
}

export async function makeDemoClients(
  atEnd: AtEnd,
  { language, secure, mqtt, others }: DemoOptions,
  ports: ClientPorts,
  log: (line: string) => void = () => {},
): Promise<DemoClients> {
  const { path: profile, remove } = makeScratchFolder('profile');
  atEnd(remove);
  leaveFirstRunBehind(profile);
  if (mqtt) return makePublishingClients(atEnd, profile, language, others, log);
  const demo = secure ? await makeSecureDemo(profile, ports) : null;
  const first = createReferenceClient({ ...ports, ...demo?.client, protocol: 2, language, log });
  const paired = await makePairedClients(profile, others);
  return { profile, env: demo?.env ?? {}, first, paired, sees: (client) => client.overlays() > 0 };
}

/**
 * Create certificate, key and pairing for a client that requires a key, and let the overlay follow that client alone.
 * @param folder the overlay's profile, which holds everything and is deleted afterwards.
 * @returns `env`: it pairs the overlay at its start.
 */
export async function makeSecureDemo(
  folder: string,
  { wsPorts, httpPorts }: ClientPorts,
): Promise<{
  readonly client: Pick<ReferenceClientOptions, 'tls' | 'keys'>;
  readonly env: Readonly<Record<string, string>>;
}> {
  const options = { folder: join(folder, 'client'), host: '127.0.0.1', rotateKey: false, name: 'Demo' };
  const { tls, key, writePairing } = await openSecureState(options);
  const pairing = writePairing({ wsPort: wsPorts[0] ?? 0, httpPort: httpPorts[0] ?? 0 });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, clients: { followLocal: false } }));
  console.log(`The client asks for a key; the overlay is paired with it by ${pairing}`);
  return { client: { tls, keys: [key] }, env: { ASYSTENT_PAIRING_FILE: pairing } };
}
