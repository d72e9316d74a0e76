import type { ClientState } from '../../src-shared/settings-contract.ts';
import type { ClientEntry } from './client-list.ts';

/** Return each client's name (null: the only one), its address in words, and whether it was found. Pure. */
export function followedAssistants(
  entries: readonly ClientEntry[],
  states: readonly Pick<ClientState, 'id' | 'name' | 'transport'>[],
) {
  return entries.map(({ id, pairing, wsPorts }) => {
    const state = states.find((each) => each.id === id);
    return {
      name: entries.length === 1 ? null : (state?.name ?? null),
      address: pairing?.url ?? `ws://127.0.0.1:${wsPorts.join(' or ')}`,
      isFound: state !== undefined && state.transport !== 'none',
    };
  });
}
