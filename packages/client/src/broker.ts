import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import type { Clock } from './clock.ts';

/** A connection to an MQTT broker, which comes back by itself. Loaded only by clients that publish. */

/** The broker publishes the will after one and a half times this. */
const KEEPALIVE_S = 30;
const CONNECT_TIMEOUT_MS = 10_000;
/** The longest command holds a typed text. */
const MAX_PAYLOAD_BYTES = 64 * 1024;
const CLOSE_DEADLINE_MS = 1_000;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** A refused login is not tried more often. */
const REFUSED_WAIT_MS = 60_000;
/** A connection that lived that long was a good one. */
const STEADY_MS = 5_000;

/** CONNACK's codes in MQTT 3.1.1 and in 5. */
const VERSION_REFUSED = [1, 132];
const LOGIN_REFUSED = [4, 5, 134, 135, 138];

export interface Publication {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
  /** Sent back with an answer. */
  readonly correlation?: Buffer;
}

/** A message that arrives as it is published; never a retained one. */
export interface Arrival {
  readonly topic: string;
  readonly payload: string;
  readonly responseTopic: string | null;
  readonly correlation: Buffer | null;
}

export interface BrokerOptions {
  /** `mqtt://HOST:PORT` or `mqtts://HOST:PORT`. */
  readonly server: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** PEM: who may sign the broker's certificate, and the certificate that the broker may ask for, with its key. */
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** Published by the broker when the connection is lost. */
  readonly will: Publication;
  readonly subscriptions: readonly string[];
  readonly clock: Clock;
  readonly random: () => number;
}

export interface BrokerHandlers {
  /** Called for each connection, once the subscriptions are there. */
  readonly onConnected: () => void;
  readonly onArrival: (arrival: Arrival) => void;
  /** Called with one line about everything that happens, without secrets. */
  readonly log: (message: string) => void;
}

export interface Broker {
  /** Does nothing without a connection. */
  publish(publication: Publication): void;
  /** Publishes a last message and ends. Resolves also when the broker does not answer. */
  stop(last: Publication): Promise<void>;
}

export type OpenBroker = (options: BrokerOptions, handlers: BrokerHandlers) => Broker;

/** Connect, and again whenever the connection is lost: with MQTT 5, or 3.1.1 where the broker knows nothing else. */
export const openBroker: OpenBroker = (options, handlers) => {
  const { clock, random, server } = options;
  let version: 4 | 5 = 5;
  let waitMs = FIRST_WAIT_MS;
  let client: MqttClient | null = null;
  let cancelRetry = () => {};
  let isStopped = false;
  connect();

  function connect(): void {
    const startedMs = clock.nowMs();
    let isAccepted = false;
    let refusal: number | null = null;
    let failure = 'closed';
    const opened = mqtt.connect(server, clientOptions(options, version));
    client = opened;
    opened.on('connect', () => {
      isAccepted = true;
      // No Local: our own messages are no news.
      const flags = version === 5 ? ({ qos: 1, nl: true } as const) : ({ qos: 1 } as const);
      const topics = Object.fromEntries(options.subscriptions.map((topic) => [topic, flags]));
      opened.subscribe(topics, (_, __, packet) => {
        if (client !== opened || !opened.connected) return;
        if (packet?.granted.some((code) => typeof code === 'number' && code >= 128)) {
          handlers.log('the broker refuses a subscription');
        }
        handlers.log(`publishing to ${server} with MQTT ${version === 5 ? '5' : '3.1.1'}`);
        handlers.onConnected();
      });
    });
    opened.on('message', (topic, payload, { retain, properties }) => {
      if (retain || payload.length > MAX_PAYLOAD_BYTES) return;
      const { responseTopic = null, correlationData: correlation = null } = properties ?? {};
      handlers.onArrival({ topic, payload: payload.toString(), responseTopic, correlation });
    });
    opened.on('error', (error) => {
      const code = 'code' in error ? error.code : null;
      if (typeof code === 'number') refusal = code;
      else if (typeof code === 'string') failure = code;
    });
    opened.once('close', () => {
      client = null;
      // Whatever it still waited for.
      opened.end(true);
      if (isStopped) return;
      const isRefused = refusal !== null && LOGIN_REFUSED.includes(refusal);
      if (isAccepted && clock.nowMs() - startedMs >= STEADY_MS) waitMs = FIRST_WAIT_MS;
      if (isRefused) handlers.log('the broker refuses the user or the password');
      else handlers.log(isAccepted ? 'the broker is gone' : `no connection to ${server}: ${failure}`);
      // A broker that does not know version 5 says so, or just hangs up.
      if (!isAccepted && (refusal === null || VERSION_REFUSED.includes(refusal))) version = version === 5 ? 4 : 5;
      const nextMs = isRefused ? REFUSED_WAIT_MS : waitMs * (1 - random() / 4);
      cancelRetry = clock.setTimeout(connect, nextMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    });
  }

  return {
    publish({ topic, payload, retain, correlation }) {
      if (client?.connected !== true) return;
      const properties = version === 5 && correlation !== undefined ? { correlationData: correlation } : undefined;
      // An error here is the end of the connection, which is handled there.
      client.publish(topic, payload, { qos: 1, retain, ...(properties && { properties }) }, () => {});
    },
    stop({ topic, payload, retain }) {
      isStopped = true;
      cancelRetry();
      const last = client;
      if (last === null) return Promise.resolve();
      return new Promise((resolve) => {
        const cut = setTimeout(() => last.end(true), CLOSE_DEADLINE_MS);
        last.once('close', () => {
          clearTimeout(cut);
          resolve();
        });
        if (!last.connected) return void last.end(true);
        last.publish(topic, payload, { qos: 1, retain }, () => last.end());
      });
    },
  };
};

function clientOptions(
  { username, password, ca, cert, key, will, random }: BrokerOptions,
  version: 4 | 5,
): IClientOptions {
  return {
    protocolVersion: version,
    // A name of its own: a broker ends an earlier connection of the same name.
    clientId: `asystent-client-${Math.floor(random() * 2 ** 32).toString(36)}`,
    clean: true,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: will.retain },
    keepalive: KEEPALIVE_S,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // Each connection is a new one: nothing of the last is sent again, after something newer.
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    timerVariant: 'native',
    // The library's log has names of users.
    log() {},
    ...(version === 5 && { properties: { maximumPacketSize: 2 * MAX_PAYLOAD_BYTES, sessionExpiryInterval: 0 } }),
  };
}
