import type { FoundAssistant } from '../../src-shared/adding-contract.ts';
import type { HostedKind } from '../../src-shared/assistant-address.ts';
import type { ClientState } from '../../src-shared/client-state.ts';

/** Whether something answers where a client is. A new user need not read where the overlay looks in vain. */
export function isPresent({ standing }: Pick<ClientState, 'standing'>): boolean {
  return standing.kind !== 'looking' && standing.kind !== 'missing';
}

/** Whether an assistant that was found can be added. The Asystent on this computer is followed without. */
export function isToAdd(found: FoundAssistant): found is FoundAssistant & { readonly kind: HostedKind } {
  return found.kind !== 'asystent';
}
