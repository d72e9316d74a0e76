import { isDeepStrictEqual } from 'node:util';
import type { Arrival, Broker, OpenBroker, Publication } from './broker.ts';
import { answerTopic, type BrokerAddress, clientTopics } from './broker-address.ts';
import { type Discovery, discoveryTopic } from './discovery.ts';
import { parseJson } from './json.ts';
import type { Notice, WireStatus } from './status.ts';

/** The shortest time between two steps of an answer: 5 a second. Each is the whole status, to every overlay. */
const STEP_INTERVAL_MS = 200;
/** How many commands are remembered: a broker may deliver one twice. */
const REMEMBERED = 256;
/** How long a text that was sent to be presented stays. */
const NOTICE_MS = 10_000;
const NOTICE_MAX_LENGTH = 10_000;

export interface PublisherOptions {
  readonly address: BrokerAddress;
  readonly connection: Pick<
    Parameters<OpenBroker>[0],
    'username' | 'password' | 'ca' | 'cert' | 'key' | 'clock' | 'random'
  >;
  readonly log: (message: string) => void;
  readonly status: () => WireStatus;
  /** Return the `data` of the hello. */
  readonly hello: () => object;
  /** The message for Home Assistant; `remove`: the one that removes the device; null: none at all. */
  readonly discovery: (() => Discovery) | 'remove' | null;
  /**
   * Carry a command out, a frame as overlays send it, parsed as JSON and no further.
   * @param reply is called with the outcome, unless it is no command.
   */
  readonly carryOut: (frame: unknown, reply: (outcome: object) => void) => void;
  readonly present: (notice: Notice | null) => void;
}

/** Publishes a client through an MQTT broker, as docs/mqtt.md describes it. */
export interface Publisher {
  start(openBroker: OpenBroker): void;
  /** Publishes the status if it has changed: at once, or a growing answer soon. */
  show(): void;
  /** Publishes the hello. */
  greet(): void;
  stop(): Promise<void>;
}

/** As it is published: a level that changes many times a second is for a socket. */
type Published = Omit<WireStatus, 'level'>;

export function createPublisher(options: PublisherOptions): Publisher {
  const { address, connection, log, discovery, carryOut, present } = options;
  const { clock } = connection;
  const topics = clientTopics(address.topic);
  /** The outcomes of the last commands, by overlay and id. */
  const carriedOut = new Map<string, object>();
  let broker: Broker | null = null;
  let published: Published | null = null;
  let publishedMs = Number.NEGATIVE_INFINITY;
  let cancelStep = () => {};
  let cancelNotice = () => {};

  const keep = (topic: string, payload: string): Publication => ({ topic, payload, retain: true });
  const publish = (publication: Publication) => broker?.publish(publication);

  function publishStatus(): void {
    cancelStep();
    const { level, ...status } = options.status();
    published = status;
    publishedMs = clock.nowMs();
    publish(keep(topics.status, JSON.stringify(status)));
  }

  function greet(): void {
    publish(keep(topics.hello, JSON.stringify(options.hello())));
  }

  function publishAll(): void {
    greet();
    publishStatus();
    if (discovery !== null) {
      const told = discovery === 'remove' ? '' : JSON.stringify(discovery());
      publish(keep(discoveryTopic(address.topic), told));
    }
    // Last, so that an overlay that sees it finds the rest.
    publish(keep(topics.state, 'online'));
  }

  function take(arrival: Arrival): void {
    if (broker === null) return;
    switch (arrival.topic) {
      case topics.command:
        takeCommand(arrival);
        return;
      case topics.notice:
        if (arrival.payload.trim() !== '') takeNotice(arrival.payload.slice(0, NOTICE_MAX_LENGTH));
        return;
      case topics.state:
        // The will of a connection of ours that had been cut.
        if (arrival.payload === 'offline') publish(keep(topics.state, 'online'));
    }
  }

  function takeCommand({ payload, responseTopic, correlation }: Arrival): void {
    const command = parseObject(payload);
    if (command === null) {
      log('ignored a message that is no command');
      return;
    }
    const { id, overlay } = command;
    // Nothing of a message is made JSON again: it may be nested too deep for that.
    const name = JSON.stringify([overlay, id].map((part) => (typeof part === 'string' ? part : null)));
    const known = carriedOut.get(name);
    const reply = (outcome: object) => {
      // A command without an id wants no answer.
      if (typeof id !== 'string') return;
      carriedOut.delete(name);
      carriedOut.set(name, outcome);
      const [oldest] = carriedOut.keys();
      if (carriedOut.size > REMEMBERED && oldest !== undefined) carriedOut.delete(oldest);
      const answer = {
        payload: JSON.stringify({ id, ...outcome }),
        retain: false,
        ...(correlation && { correlation }),
      };
      const topic = answerTopic(address.topic, responseTopic, overlay);
      if (topic !== null) publish({ topic, ...answer });
    };
    if (known === undefined) carryOut({ ...command, type: 'command' }, reply);
    else reply(known);
  }

  function takeNotice(text: string): void {
    cancelNotice();
    const notice: Notice = { kind: 'notification', title: '', text };
    present(notice);
    cancelNotice = clock.setTimeout(() => {
      // The assistant may have one of its own by then.
      if (isDeepStrictEqual(options.status().notice, notice)) present(null);
    }, NOTICE_MS);
  }

  return {
    start(openBroker) {
      const will = keep(topics.state, 'offline');
      const subscriptions = [topics.command, topics.state, ...(typeof discovery === 'function' ? [topics.notice] : [])];
      const { server } = address;
      broker = openBroker(
        { ...connection, server, will, subscriptions },
        { onConnected: publishAll, onArrival: take, log },
      );
    },
    show() {
      const { level, ...status } = options.status();
      if (isDeepStrictEqual(status, published)) {
        cancelStep();
        return;
      }
      const waitMs = publishedMs + STEP_INTERVAL_MS - clock.nowMs();
      cancelStep();
      if (published !== null && waitMs > 0 && isStep(published, status)) {
        cancelStep = clock.setTimeout(publishStatus, waitMs);
      } else publishStatus();
    },
    greet,
    async stop() {
      cancelStep();
      cancelNotice();
      const last = broker;
      // A broker without No Local sends our goodbye back, which must not be taken for a will.
      broker = null;
      await last?.stop(keep(topics.state, 'offline'));
    },
  };
}

/** Whether nothing has changed but how much of an answer there is. */
function isStep(before: Published, next: Published): boolean {
  const rest = (status: Published) => ({ ...status, text: '', spoken: null });
  return next.text.startsWith(before.text) && isDeepStrictEqual(rest(before), rest(next));
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  const parsed = parseJson(text);
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null;
}
