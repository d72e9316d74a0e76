import { addressText } from '../../src-shared/assistant-address.ts';
import type { ClientState } from '../../src-shared/client-state.ts';
import type { ClientEntry } from './client-list.ts';

/** Return each client's name (null: the only one), its address in words, and whether it was found. Pure. */
export function followedAssistants(
  entries: readonly ClientEntry[],
  states: readonly Pick<ClientState, 'id' | 'name' | 'transport'>[],
) {
  return entries.map((entry) => {
    const state = states.find(({ id }) => id === entry.id);
    return {
      name: entries.length === 1 ? null : (state?.name ?? null),
      address: followedAddress(entry),
      isFound: state !== undefined && state.transport !== 'none',
    };
  });
}

/** Return where a client is looked for, in words. */
export function followedAddress(entry: ClientEntry): string {
  if (entry.kind === 'guest') return entry.id;
  if (entry.kind !== 'asystent') return addressText(entry.address);
  return entry.pairing?.url ?? `ws://127.0.0.1:${entry.wsPorts.join(' or ')}`;
}
