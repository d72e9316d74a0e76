import { randomUUID } from 'node:crypto';
import type { PairedClient } from '../../src-shared/settings.ts';

/** A client that was paired, as the settings keep it. */
export function pairedClient(differences: Partial<PairedClient> = {}): PairedClient {
  return {
    kind: 'asystent',
    id: randomUUID(),
    name: 'Kitchen',
    url: 'wss://kitchen.lan:7001/',
    httpUrl: 'https://kitchen.lan:7001/',
    certificate: 'ab'.repeat(32),
    ...differences,
  };
}
