import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { bearerKey, createAccess, isLoopback, type Refusal } from './access.ts';
import { createBroadcast } from './broadcast.ts';
import { parseBrokerAddress } from './broker-address.ts';
import { changeOf } from './change.ts';
import { systemClock } from './clock.ts';
import { type CommandListener, createCommands } from './commands.ts';
import { discoveryOf } from './discovery.ts';
import { guardServer, HEAD_DEADLINE_MS, listenOnFirstFree } from './listen.ts';
import { createClientMetrics } from './metrics.ts';
import { createOverlays, MAX_OVERLAYS, type Overlay } from './overlays.ts';
import {
  BASIC_COMMANDS,
  type CommandName,
  type CommandRequest,
  type Language,
  type OverlayIdentity,
  parseMessage,
  REJECTIONS,
  type RejectionCode,
  readMessage,
  type Setting,
} from './protocol.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { refuseUpgrade, statusListener, upgradeOnlyListener } from './requests.ts';
import {
  type ClientPhase,
  INITIAL_STATUS,
  type Notice,
  patched,
  type StatusPatch,
  version1Status,
  type WireStatus,
} from './status.ts';

export type {
  ClientPhase,
  CommandListener,
  CommandName,
  CommandRequest,
  Language,
  Notice,
  OverlayIdentity,
  RejectionCode,
  Setting,
  StatusPatch,
  WireStatus,
};

/** An action that a client asks of an overlay once. */
export type Action = 'open_settings' | 'toggle_visibility' | 'quit';

/** The client's side of the protocol (docs/protocol.md), for any number of overlays. */
export interface Client {
  /**
   * Listens on the first free port of each list, and connects to the broker: without waiting for it, and again whenever
   * it comes back.
   * @returns the ports; 0 if it does not listen.
   * @throws PortsTakenError if all ports of a list are taken, AddressError if the host is no address of this machine.
   */
  start(): Promise<{ readonly wsPort: number; readonly httpPort: number }>;
  /**
   * Changes the status and sends it to every overlay, in one frame; without a change it sends nothing. An answer that has
   * only grown goes as a delta to overlays that accept it. Of levels that come too fast, it sends the newest.
   */
  update(patch: StatusPatch): void;
  /** Adds to the answer, as a language model writes it. */
  append(text: string): void;
  status(): WireStatus;
  /** Replaces the settings, and sends them to every overlay that has said hello. */
  setSettings(settings: readonly Setting[]): void;
  settings(): readonly Setting[];
  /**
   * Sends an action, or a status that is not kept. A broker would keep it: overlays behind one do not get it.
   * @param to the id from an overlay's hello, or `all`.
   * @returns the number of overlays that it was sent to.
   */
  sendOnce(message: StatusPatch & { readonly action?: Action }, to: string): number;
  /** Calls `listener` after every command that was carried out. @returns a function that removes the listener. */
  onCommand(listener: CommandListener): () => void;
  /** The number of connected overlays. */
  overlays(): number;
  /** The overlays that have said hello. */
  named(): readonly OverlayIdentity[];
  /** Replaces the keys, and disconnects the overlays that came with another one. */
  setKeys(keys: readonly string[]): void;
  /** Closes every socket with code 1001 and frees the ports. Behind a broker, overlays see that the client has gone. */
  stop(): Promise<void>;
}

/** How a client publishes through an MQTT broker (docs/mqtt.md). Needs the package `mqtt`. */
export interface MqttOptions {
  /** As overlays take it: `mqtt://HOST/TOPIC`, or `mqtts://…` with TLS. The topic has two levels or more. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  /** PEM: who may sign the broker's certificate, unless the system knows it. */
  readonly ca?: string;
  /** PEM: the certificate that the broker asks for, and its key. */
  readonly cert?: string;
  readonly key?: string;
  /**
   * Whether Home Assistant finds the client, with a control for each command, and can present texts. false removes it
   * there; without it, nothing is said.
   */
  readonly homeAssistant?: boolean;
}

export interface ClientOptions {
  /** Publishes through an MQTT broker, which version 1 can't. */
  readonly mqtt?: MqttOptions;
  /** Default true. Without it, the client has no ports: it only publishes. */
  readonly listens?: boolean;
  /** Tried in this order; 0 means any free port. Default: 6001, 6000. */
  readonly wsPorts?: readonly number[];
  /** Default: 5001, 5000. */
  readonly httpPorts?: readonly number[];
  /** Default 2. In version 1 there are no hellos, answers and settings, and only the two basic commands. */
  readonly protocol?: 1 | 2;
  /** The client's name and version, for people. */
  readonly name?: string;
  readonly version?: string;
  /** The address to listen on. Default 127.0.0.1. Any other needs `tls` and `keys`. */
  readonly host?: string;
  /** Certificate and private key as PEM. Sockets and HTTP are then served over TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Requests without one of these keys are refused with 401. */
  readonly keys?: readonly string[];
  /** The language of the messages about rejected commands. Default pl. */
  readonly language?: Language;
  /** Differences from the initial status. */
  readonly status?: StatusPatch;
  /**
   * The commands that overlays may send. Default: the two basic ones. With `set_monitoring` alone, older overlays can
   * toggle: `carryOut` gets that as `set_monitoring`.
   */
  readonly commands?: readonly CommandName[];
  /** The settings that overlays draw and change with `set_setting`. Default: none. */
  readonly settings?: readonly Setting[];
  /**
   * Called for every valid command that the client offers. By default every command is `unsupported`.
   * @returns null when the command was carried out, otherwise why not.
   */
  readonly carryOut?: (request: CommandRequest, client: Client) => RejectionCode | null;
  /** Called with one line about everything that happens; a line never holds a key. */
  readonly log?: (message: string) => void;
  /** A monotonic clock, in milliseconds. */
  readonly nowMs?: () => number;
}

/** Shorter keys can be guessed. In characters. */
const KEY_MIN_LENGTH = 16;
/** Connections per port, including those that have yet to be refused. */
const MAX_CONNECTIONS = 2 * MAX_OVERLAYS;
const TOO_MANY: Refusal = { code: 503, reason: 'too many overlays' };

/**
 * @throws RangeError if other machines could reach the client without TLS or a key, if a key has a wrong form, or if
 * there is no such broker.
 */
export function createClient(options: ClientOptions = {}): Client {
  const { wsPorts = [6001, 6000], httpPorts = [5001, 5000], host = '127.0.0.1', protocol = 2, tls, keys } = options;
  const { listens = true, mqtt } = options;
  const { language = 'pl', log = () => {}, nowMs = systemClock.nowMs, carryOut = () => 'unsupported' } = options;
  checkKeys(keys ?? []);
  if (!isLoopback(host) && (tls === undefined || keys === undefined || keys.length === 0)) {
    throw new RangeError(`${host} can be reached from other machines: a certificate and a key are needed there`);
  }
  if (mqtt !== undefined && protocol === 1) throw new RangeError('a broker carries version 2 only');
  const initial: WireStatus = protocol === 2 ? { ...INITIAL_STATUS, turn: 0 } : INITIAL_STATUS;
  let status: WireStatus = { ...initial, ...options.status };
  let settings = options.settings ?? [];
  let lastSpoken = '';
  const access = createAccess({ host, keys: keys ?? null, nowMs });
  const metrics = createClientMetrics(() => overlays.count());
  const commands = createCommands({
    protocol,
    commands: options.commands ?? BASIC_COMMANDS,
    carryOut: (request) => carryOut(request, client),
    isMonitoring: () => status.monitoring,
    metrics,
    log,
  });

  const onWire = (kept: WireStatus) => (protocol === 1 ? version1Status(kept) : kept);
  const statusFrame = () => JSON.stringify({ type: 'status', data: onWire(status) });
  const identity = { name: options.name ?? 'Client', version: options.version ?? '1.0.0' };
  const hello = () => ({ protocol: 2, client: identity, commands: commands.offered, settings });
  const helloFrame = () => JSON.stringify({ type: 'hello', data: hello() });

  const overlays = createOverlays({
    onJoin(overlay) {
      log(`overlay connected (${overlays.count()})`);
      broadcast.send([overlay], statusFrame());
    },
    onMessage: receive,
    onLeave: () => log(`overlay disconnected (${overlays.count()})`),
    onDrop(reason) {
      metrics.add('drops_total', 1, { reason });
      log(`dropped an overlay that ${reason}`);
    },
  });
  const broadcast = createBroadcast({ overlays, metrics, statusFrame, nowMs });

  const serve = (listener: RequestListener) =>
    tls === undefined
      ? createHttpServer(listener)
      : createHttpsServer({ ...tls, minVersion: 'TLSv1.2', handshakeTimeout: HEAD_DEADLINE_MS }, listener);
  const onRefusal = ({ code, reason }: Refusal) => {
    metrics.add('refusals_total', 1, { code: String(code) });
    log(`refused: ${reason}`);
  };
  const http = serve(
    statusListener({
      access,
      metrics,
      status: () => ({ ...onWire(status), tts_playing: status.is_speaking, last_tts: lastSpoken }),
      onRefusal,
    }),
  );
  const upgrades = serve(upgradeOnlyListener);
  const closeHttp = guardServer(http, MAX_CONNECTIONS);
  const closeUpgrades = guardServer(upgrades, MAX_CONNECTIONS);
  upgrades.on('upgrade', (request, connection, head) => {
    const isFull = overlays.count() >= MAX_OVERLAYS;
    const refusal = access.refusal(request, true) ?? (isFull ? TOO_MANY : null);
    if (refusal !== null) {
      onRefusal(refusal);
      refuseUpgrade(connection, refusal.code);
      return;
    }
    overlays.server.handleUpgrade(request, connection, head, (socket) => overlays.join(socket, bearerKey(request)));
  });

  function receive(overlay: Overlay, raw: string): void {
    metrics.add('frames_received_total');
    metrics.add('frame_bytes_received_total', Buffer.byteLength(raw));
    const message = parseMessage(raw);
    if (message === null) {
      log('ignored a frame that is no known command');
      return;
    }
    if (message.kind === 'hello') {
      if (protocol === 1) return;
      overlay.name = message.overlay;
      overlay.accepts = message.accepts;
      broadcast.send([overlay], helloFrame());
      return;
    }
    commands.carry(message, (rejection) => answer(overlay, message.id, rejection));
  }

  /** @param id null for a command of version 1, which gets no answer. */
  function answer(overlay: Overlay, id: string | null, code: RejectionCode | null): void {
    if (id === null || protocol === 1) return;
    broadcast.send([overlay], JSON.stringify({ type: 'ack', id, ...outcomeOf(code) }));
  }

  function outcomeOf(code: RejectionCode | null): object {
    return code === null ? { ok: true } : { ok: false, error: { code, message: REJECTIONS[language][code] } };
  }

  const publisher = mqtt === undefined ? null : publisherFor(mqtt);

  function publisherFor({ url, homeAssistant, ...connection }: MqttOptions): Publisher {
    const address = parseBrokerAddress(url);
    const { topic } = address;
    const discovery = () => discoveryOf({ topic, ...identity, commands: commands.offered, language });
    return createPublisher({
      address,
      connection: { ...connection, clock: { ...systemClock, nowMs }, random: Math.random },
      log,
      status: () => status,
      hello,
      discovery: homeAssistant === undefined ? null : homeAssistant ? discovery : 'remove',
      carryOut(frame, reply) {
        const message = readMessage(frame);
        if (message === null || message.kind === 'hello') log('ignored a message that is no known command');
        else commands.carry(message, (rejection) => reply(outcomeOf(rejection)));
      },
      present(notice) {
        client.update({ notice });
      },
    });
  }

  const client: Client = {
    async start() {
      // Loaded only where it is used. Before the ports: without the package, nothing is left open.
      const opens = publisher === null ? null : (await import('./broker.ts')).openBroker;
      if (opens !== null && !listens) publisher?.start(opens);
      if (!listens) return { wsPort: 0, httpPort: 0 };
      try {
        const wsPort = await listenOnFirstFree(upgrades, wsPorts, 'WebSocket', host);
        const httpPort = await listenOnFirstFree(http, httpPorts, 'HTTP', host);
        overlays.watch();
        if (opens !== null) publisher?.start(opens);
        return { wsPort, httpPort };
      } catch (error) {
        await closeUpgrades();
        throw error;
      }
    },
    update(patch) {
      const before = status;
      status = patched(before, patch);
      if (status.is_speaking) lastSpoken = status.text;
      broadcast.change(changeOf(onWire(before), onWire(status)));
      publisher?.show();
    },
    append(text) {
      client.update({ text: status.text + text });
    },
    status: () => status,
    setSettings(next) {
      settings = next;
      const greeted = overlays.all().filter(({ name }) => name !== null);
      broadcast.send(greeted, helloFrame());
      publisher?.greet();
    },
    settings: () => settings,
    sendOnce(message, to) {
      const frame = JSON.stringify({ type: 'status', data: { ...onWire(status), ...message } });
      const receivers = overlays.all().filter((overlay) => to === 'all' || overlay.name?.id === to);
      for (const overlay of receivers) overlay.isApart = true;
      return broadcast.send(receivers, frame);
    },
    onCommand: commands.onCommand,
    overlays: () => overlays.count(),
    named: () => overlays.all().flatMap(({ name }) => (name === null ? [] : [name])),
    setKeys(next) {
      checkKeys(next);
      access.setKeys(next);
      overlays.dropKeys(access.accepts);
    },
    async stop() {
      broadcast.stop();
      await Promise.all([closeUpgrades(overlays.stop()), closeHttp(), publisher?.stop()]);
    },
  };
  return client;
}

/** @throws RangeError for a key that is too short or can't travel in a header. The message does not hold the key. */
function checkKeys(keys: readonly string[]): void {
  if (keys.every((key) => /^[\x21-\x7e]{1,500}$/.test(key) && key.length >= KEY_MIN_LENGTH)) return;
  throw new RangeError(`a key needs ${KEY_MIN_LENGTH} to 500 visible ASCII characters`);
}
