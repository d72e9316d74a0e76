import { isDeepStrictEqual } from 'node:util';
import type { Assistant, OverlayIdentity } from '../assistants/assistant.ts';
import { type AsystentOptions, createAsystent } from '../assistants/asystent/asystent.ts';
import type { ClientEntry } from './client-list.ts';

/** A client, and how the overlay introduces itself to it. */
export interface Address {
  readonly entry: ClientEntry;
  readonly overlay: OverlayIdentity;
}

export interface MakeAssistantOptions extends Pick<AsystentOptions, 'clock' | 'random' | 'onTrace' | 'onEvent'> {
  /** Return how a client is reached. */
  readonly transportsFor: (entry: ClientEntry) => Pick<AsystentOptions, 'openSocket' | 'poll'>;
}

/** An assistant of any kind that can move. */
interface MovableAssistant extends Assistant {
  /** Connect to another address; does nothing if only the client's name differs. */
  moveTo(address: Address): void;
}

/** Make the assistant of an entry's kind. There is one kind so far. Nothing is opened before `start()`. */
export function makeAssistant(first: Address, { transportsFor, ...options }: MakeAssistantOptions): MovableAssistant {
  const endpointOf = ({ entry, overlay }: Address) => {
    const { wsPorts, httpPorts } = entry;
    return { wsPorts, httpPorts, overlay, ...transportsFor(entry) };
  };
  const asystent = createAsystent({ ...options, ...endpointOf(first) });
  let address = first;
  return {
    ...asystent,
    moveTo(next) {
      const hasMoved = !isDeepStrictEqual(connectionKey(next), connectionKey(address));
      address = next;
      if (hasMoved) asystent.replace(endpointOf(next));
    },
  };
}

/** Everything that the connection depends on; the client's name is not part of it. */
function connectionKey({ entry, overlay }: Address): unknown {
  return { overlay, ...entry, name: null, pairing: entry.pairing && { ...entry.pairing, name: null } };
}
