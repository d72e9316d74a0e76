import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type Clock, systemClock } from '../../../src-main/runtime/clock.ts';
import { COMMANDS, type CommandRequest, OFFERED_COMMANDS, type RejectionCode } from '../../../src-shared/commands.ts';
import type { ClientLanguage } from '../../../src-shared/languages.ts';
import { bearerKey, createAccess, isLoopback, type Refusal } from './access.ts';
import { createAssistant } from './assistant.ts';
import { type OverlayName, parseMessage, REJECTIONS } from './commands.ts';
import { guardServer, HEAD_DEADLINE_MS, listenOnFirstFree } from './listen.ts';
import { createClientMetrics } from './metrics.ts';
import { createOverlays, MAX_OVERLAYS, type Overlay } from './overlays.ts';
import { refuseUpgrade, statusListener, upgradeOnlyListener } from './requests.ts';
import type { StatusPatch, WireStatus } from './status.ts';

/** What a client may ask of an overlay, once. */
type Action = 'open_settings' | 'toggle_visibility' | 'quit';

export type CommandListener = (command: CommandRequest['command'], request: CommandRequest) => void;

/** The client's side of the protocol (docs/protocol.md), for any number of overlays. */
export interface ReferenceClient {
  /**
   * Listens on the first free port of each list.
   * @throws PortsTakenError when a list has none, AddressError when the address can't be listened on.
   */
  start(): Promise<{ readonly wsPort: number; readonly httpPort: number }>;
  /** Changes the status and tells every overlay, in one frame; without a change nothing is sent. */
  update(patch: StatusPatch): void;
  status(): WireStatus;
  /**
   * Tells one overlay, or all, something that is not kept: an action, or a status of its own.
   * @param to the id that an overlay gave in its hello, or `all`.
   * @returns how many overlays were told.
   */
  tell(message: StatusPatch & { readonly action?: Action }, to: string): number;
  /** Calls `listener` with every command that was carried out, after its effect. @returns what ends it. */
  onCommand(listener: CommandListener): () => void;
  /** How many overlays are connected. */
  overlays(): number;
  /** The overlays that have named themselves. */
  named(): readonly OverlayName[];
  /** Takes these keys and no others from now on; overlays that came with another one are disconnected. */
  setKeys(keys: readonly string[]): void;
  /** Closes every socket with 1001 and frees the ports. */
  stop(): Promise<void>;
}

export interface ReferenceClientOptions {
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
  readonly log?: (message: string) => void;
  /** 1, as the released client speaks it: no hello, no acks. Default 1. */
  readonly protocol?: 1 | 2;
  /** How the client names itself. Default: Reference client. */
  readonly name?: string;
  /** The address to listen on. Default 127.0.0.1. */
  readonly host?: string;
  /** Certificate and private key as PEM: sockets and HTTP are served over TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Whoever comes without one of these is refused with 401. */
  readonly keys?: readonly string[];
  /** Of what it answers to questions and says of commands that it does not carry out. Default pl. */
  readonly language?: ClientLanguage;
  readonly clock?: Clock;
}

const VERSION = '2.0.0';
/** The shortest key that is no joke, in characters. */
const KEY_MIN_LENGTH = 16;
/** Connections per port: overlays, and strangers who have yet to be refused. */
const MAX_CONNECTIONS = 2 * MAX_OVERLAYS;

/** @throws RangeError when it is to be reachable from other machines without TLS and a key, or a key can't be one. */
export function createReferenceClient(options: ReferenceClientOptions): ReferenceClient {
  const { log = () => {}, protocol = 1, host = '127.0.0.1', tls, keys, language = 'pl', clock = systemClock } = options;
  checkKeys(keys ?? []);
  if (!isLoopback(host) && (tls === undefined || keys === undefined || keys.length === 0)) {
    throw new RangeError(`${host} can be reached from other machines: a certificate and a key are needed there`);
  }
  const listeners = new Set<CommandListener>();
  const access = createAccess({ host, keys: keys ?? null, nowMs: clock.nowMs });
  const metrics = createClientMetrics(() => overlays.count());
  const assistant = createAssistant({
    protocol,
    language,
    clock,
    onStatus() {
      metrics.broadcast();
      send(overlays.all(), statusFrame());
    },
    onSettings() {
      const greeted = overlays.all().filter(({ name }) => name !== null);
      send(greeted, helloFrame());
    },
  });

  const serve = (listener: RequestListener) =>
    tls === undefined
      ? createHttpServer(listener)
      : createHttpsServer({ ...tls, minVersion: 'TLSv1.2', handshakeTimeout: HEAD_DEADLINE_MS }, listener);
  const onRefusal = ({ code, reason }: Refusal) => {
    metrics.refused(code);
    log(`refused: ${reason}`);
  };
  const http = serve(
    statusListener(access, {
      status: () => ({ status: assistant.status(), lastSpoken: assistant.lastSpoken() }),
      metrics: metrics.text,
      onPoll: metrics.poll,
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

  const overlays = createOverlays({
    onJoin(overlay) {
      log(`overlay connected (${overlays.count()})`);
      send([overlay], statusFrame());
    },
    onMessage: receive,
    onLeave: () => log(`overlay disconnected (${overlays.count()})`),
    onDrop(reason) {
      metrics.dropped(reason);
      log(`dropped an overlay that ${reason}`);
    },
  });

  const statusFrame = () => JSON.stringify({ type: 'status', data: assistant.status() });
  const helloFrame = () =>
    JSON.stringify({
      type: 'hello',
      data: {
        protocol: 2,
        client: { name: options.name ?? 'Reference client', version: VERSION },
        commands: [...COMMANDS, ...OFFERED_COMMANDS],
        settings: assistant.settings(),
      },
    });

  /** One frame for all of them, made once. @returns how many it was sent to. */
  function send(to: readonly Overlay[], frame: string): number {
    const bytes = Buffer.from(frame);
    const sent = overlays.send(to, bytes);
    metrics.framesSent(sent, bytes.length);
    return sent;
  }

  function receive(overlay: Overlay, raw: string): void {
    metrics.frameReceived(Buffer.byteLength(raw));
    const message = parseMessage(raw);
    if (message === null) {
      log('ignored a frame that is no known command');
      return;
    }
    if (message.kind === 'hello') {
      if (protocol === 1) return;
      overlay.name = message.overlay;
      send([overlay], helloFrame());
      return;
    }
    if (message.kind === 'bad-command') {
      metrics.command('unknown', message.code);
      log('ignored a command that is not known or has wrong arguments');
      answer(overlay, message.id, message.code);
      return;
    }
    const { request, id } = message;
    const refusal = assistant.carryOut(request);
    metrics.command(request.command, refusal ?? 'ok');
    answer(overlay, id, refusal);
    if (refusal !== null) return;
    log(`command ${request.command}`);
    for (const listener of listeners) listener(request.command, request);
  }

  /** @param id null: of version 1, which gets no answer. */
  function answer(overlay: Overlay, id: string | null, refusal: RejectionCode | null): void {
    if (id === null || protocol === 1) return;
    const outcome =
      refusal === null ? { ok: true } : { ok: false, error: { code: refusal, message: REJECTIONS[language][refusal] } };
    send([overlay], JSON.stringify({ type: 'ack', id, ...outcome }));
  }

  return {
    async start() {
      try {
        const wsPort = await listenOnFirstFree(upgrades, options.wsPorts, 'WebSocket', host);
        const httpPort = await listenOnFirstFree(http, options.httpPorts, 'HTTP', host);
        overlays.watch();
        return { wsPort, httpPort };
      } catch (error) {
        await closeUpgrades();
        throw error;
      }
    },
    update: assistant.update,
    status: assistant.status,
    tell(message, to) {
      const frame = JSON.stringify({ type: 'status', data: { ...assistant.status(), ...message } });
      const told = overlays.all().filter((overlay) => to === 'all' || overlay.name?.id === to);
      return send(told, frame);
    },
    onCommand(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    overlays: () => overlays.count(),
    named: () => overlays.all().flatMap(({ name }) => (name === null ? [] : [name])),
    setKeys(next) {
      checkKeys(next);
      access.setKeys(next);
      overlays.dropKeys(access.isTaken);
    },
    async stop() {
      assistant.stop();
      await Promise.all([closeUpgrades(overlays.stop()), closeHttp()]);
    },
  };
}

const TOO_MANY: Refusal = { code: 503, reason: 'too many overlays' };

/** @throws RangeError for a key that can't travel in a header or is too short. It does not name the key. */
function checkKeys(keys: readonly string[]): void {
  if (keys.every((key) => /^[\x21-\x7e]{1,500}$/.test(key) && key.length >= KEY_MIN_LENGTH)) return;
  throw new RangeError(`a key needs ${KEY_MIN_LENGTH} to 500 visible ASCII characters`);
}
