import { isAssistantTopic, type SecurableServer } from '../../../src-shared/assistant-address.ts';
import type { Denial } from '../../../src-shared/overlay-state.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { BrokerSecret } from '../broker-secret.ts';
import type { CarriedProtocol } from '../carried-protocol.ts';
import { versionAfter } from './mqtt.ts';
import type { OpenBroker, ProtocolVersion } from './session.ts';
import { readArrival, topicsOf } from './wire.ts';

/** The clients whose messages a broker has retained, or why there are none. */
export type ClientList =
  | { readonly kind: 'clients'; readonly clients: readonly ListedClient[] }
  | { readonly kind: 'denied'; readonly reason: Denial }
  /** Something else answers at the address, or nothing does. */
  | { readonly kind: 'stranger' | 'nothing' };

export interface ListedClient {
  /** The client's topics begin with it. */
  readonly topic: string;
  /** Its name for people, one line. */
  readonly name: string;
}

export interface ListOptions {
  readonly server: SecurableServer;
  /** The prefix of all clients' topics, such as `asystent`. */
  readonly base: string;
  readonly secret: BrokerSecret;
  readonly protocol: Pick<CarriedProtocol<unknown>, 'offer'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly openBroker: OpenBroker;
}

const ANSWER_WITHIN_MS = 10_000;
/** From the subscription to the time when all that is kept has come. */
const SETTLING_MS = 500;
/** Nobody chooses from more. */
const CLIENTS_MAX = 100;

/** Ask a broker once for the clients that have left a hello there. Leaves nothing on it. Never rejects. */
export function listClients(options: ListOptions): Promise<ClientList> {
  const { server, base, secret, protocol, clock, openBroker } = options;
  const session = Math.floor(options.random() * 2 ** 32).toString(36);
  // A level of a topic that stands for every client.
  const topics = topicsOf(`${base}/+`, session);
  return new Promise((resolve) => {
    const clients = new Map<string, ListedClient>();
    let isDone = false;
    let cancelSettling = () => {};
    const cancelDeadline = clock.setTimeout(() => finish({ kind: 'nothing' }), ANSWER_WITHIN_MS);
    let socket = attempt(5);

    function finish(list: ClientList): void {
      if (isDone) return;
      // The end that we cause is reported as well.
      isDone = true;
      cancelDeadline();
      cancelSettling();
      socket.terminate();
      resolve(list);
    }

    function attempt(version: ProtocolVersion): ReturnType<OpenBroker> {
      let hasSpoken = false;
      return openBroker(
        { server, topics, asks: ['hello'], isSeen: false, clientId: `overlay-list-${session}`, secret, version },
        {
          onOpen() {
            hasSpoken = true;
          },
          onMessage(raw) {
            const arrival = readArrival(raw);
            if (arrival === null) return;
            if (arrival.kind === 'subscribed') {
              cancelSettling = clock.setTimeout(() => finish({ kind: 'clients', clients: sorted() }), SETTLING_MS);
              return;
            }
            const topic = arrival.topic.replace(/\/hello$/, '');
            const offer = arrival.isRetained ? protocol.offer(arrival.payload) : null;
            // Any publisher chooses its topic, which the page shows.
            if (offer === null || clients.size >= CLIENTS_MAX || !isAssistantTopic(topic)) return;
            clients.set(topic, { topic, name: offer.name || topic.slice(base.length + 1) });
          },
          onPong() {},
          onClose(reason, denial) {
            if (denial !== undefined) return finish({ kind: 'denied', reason: denial });
            const other = versionAfter(version, reason);
            if (!isDone && version === 5 && other !== 5) socket = attempt(other);
            else finish({ kind: hasSpoken ? 'stranger' : 'nothing' });
          },
        },
      );
    }

    function sorted(): readonly ListedClient[] {
      return [...clients.values()].sort((a, b) => a.name.localeCompare(b.name) || a.topic.localeCompare(b.topic));
    }
  });
}
