import { isDeepStrictEqual } from 'node:util';
import type { Assistant, OverlayIdentity } from '../assistants/assistant.ts';
import { type Asystent, type AsystentOptions, createAsystent } from '../assistants/asystent/asystent.ts';
import { CARRIED_MESSAGES } from '../assistants/asystent/carried-messages.ts';
import { createGuest } from '../assistants/asystent/guest.ts';
import { parseBrokerSecret } from '../assistants/broker-secret.ts';
import type { AddressedEntry, AsystentEntry, ClientEntry } from './client-list.ts';
import { loadAssistant } from './load-assistant.ts';

/** A client, and how the overlay introduces itself to it. */
export interface Address {
  readonly entry: ClientEntry;
  readonly overlay: OverlayIdentity;
}

export interface MakeAssistantOptions
  extends Required<Pick<AsystentOptions, 'clock' | 'random' | 'onTrace' | 'onEvent'>> {
  readonly log: (message: string) => void;
  /** Return the token of a client that needs one; null: there is none. Called for each attempt. */
  readonly readToken: (entry: AddressedEntry) => string | null;
  /** Return how a client of the Asystent protocol is reached. */
  readonly transportsFor: (entry: AsystentEntry) => Pick<AsystentOptions, 'openSocket' | 'poll'>;
}

/** An assistant of any kind that can move. */
interface MovableAssistant extends Assistant {
  /** Connect to another address; does nothing if only the client's name differs. */
  moveTo(address: Address): void;
}

/** Make the assistant of an entry's kind. Nothing is opened before `start()`. */
export function makeAssistant(first: Address, options: MakeAssistantOptions): MovableAssistant {
  const endpointOf = (entry: AsystentEntry, { overlay }: Address) => {
    const { wsPorts, httpPorts } = entry;
    return { wsPorts, httpPorts, overlay, ...options.transportsFor(entry) };
  };
  const make = (address: Address): Made => {
    const { entry } = address;
    if (entry.kind === 'asystent') {
      const { clock, random, onEvent, onTrace } = options;
      const assistant = createAsystent({ clock, random, onEvent, onTrace, ...endpointOf(entry, address) });
      return { kind: 'asystent', assistant };
    }
    if (entry.kind === 'guest') {
      const { clock, onEvent, onTrace } = options;
      const { overlay } = address;
      return { kind: 'other', assistant: createGuest({ seat: entry.seat, overlay, clock, onEvent, onTrace }) };
    }
    return { kind: 'other', assistant: loadAssistant(() => load(entry, address.overlay, options), options) };
  };
  let address = first;
  let isStarted = false;
  let made = make(first);

  return {
    start() {
      isStarted = true;
      made.assistant.start();
    },
    stop() {
      isStarted = false;
      made.assistant.stop();
    },
    reconnectNow: () => made.assistant.reconnectNow(),
    send: (request) => made.assistant.send(request),
    moveTo(next) {
      const hasMoved = !isDeepStrictEqual(connectionKey(next), connectionKey(address));
      address = next;
      if (!hasMoved) return;
      if (made.kind === 'asystent' && next.entry.kind === 'asystent') {
        made.assistant.replace(endpointOf(next.entry, next));
        return;
      }
      made.assistant.stop();
      // A stopped assistant emits nothing more.
      if (isStarted) options.onEvent({ kind: 'socket-dropped' });
      made = make(next);
      if (isStarted) made.assistant.start();
    },
  };
}

type Made =
  | { readonly kind: 'asystent'; readonly assistant: Asystent }
  | { readonly kind: 'other'; readonly assistant: Assistant };

/** Load the code of a kind, only if one of it is followed, and make an assistant of it. */
async function load(
  entry: AddressedEntry,
  overlay: OverlayIdentity,
  options: MakeAssistantOptions,
): Promise<Assistant> {
  const { clock, random, onEvent, onTrace } = options;
  const { address } = entry;
  switch (address.kind) {
    case 'ovos': {
      const { createOvos, openBus } = await import('../assistants/ovos/ovos.ts');
      const { host, port, path } = address;
      return createOvos({ host, port, path, clock, random, onEvent, onTrace, openSocket: openBus });
    }
    case 'lva': {
      const { createLva, openPeripheral } = await import('../assistants/lva/lva.ts');
      const { host, port } = address;
      return createLva({ host, port, clock, random, onEvent, onTrace, openSocket: openPeripheral });
    }
    case 'hass': {
      const [{ createHass }, { openHassSocket }] = await Promise.all([
        import('../assistants/hass/hass.ts'),
        import('../assistants/hass/transport.ts'),
      ]);
      const { entity } = address;
      const readToken = () => options.readToken(entry);
      return createHass({
        server: address,
        entity,
        readToken,
        openSocket: openHassSocket,
        clock,
        random,
        onEvent,
        onTrace,
      });
    }
    case 'mqtt': {
      const { followBroker } = await import('../assistants/mqtt/follow-broker.ts');
      const readSecret = () => parseBrokerSecret(options.readToken(entry));
      const protocol = CARRIED_MESSAGES;
      return followBroker({ address, overlay, protocol, readSecret, clock, random, onEvent, onTrace });
    }
  }
}

/** Everything that the connection depends on; the client's name is not part of it. */
function connectionKey({ entry, overlay }: Address): unknown {
  if (entry.kind === 'guest') return entry.seat;
  if (entry.kind !== 'asystent') return { overlay, address: entry.address };
  return { overlay, ...entry, name: null, pairing: entry.pairing && { ...entry.pairing, name: null } };
}
