import type { ClientState } from '../../src-shared/settings-contract.ts';
import type { ClientEntry } from './client-list.ts';

/** An assistant that the overlay follows, as a person is told of it. */
export interface FollowedAssistant {
  /** null: the only one. */
  readonly name: string | null;
  /** Where it is looked for, in words. */
  readonly address: string;
  readonly isFound: boolean;
}

/** Where each client is looked for, and whether it is found. Pure. */
export function followedAssistants(
  entries: readonly ClientEntry[],
  states: readonly Pick<ClientState, 'id' | 'name' | 'transport'>[],
): readonly FollowedAssistant[] {
  return entries.map(({ id, pairing, wsPorts }) => {
    const state = states.find((each) => each.id === id);
    return {
      name: entries.length === 1 ? null : (state?.name ?? null),
      address: pairing?.url ?? `ws://127.0.0.1:${wsPorts.join(' or ')}`,
      isFound: state !== undefined && state.transport !== 'none',
    };
  });
}
