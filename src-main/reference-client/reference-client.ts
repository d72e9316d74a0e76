import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type CommandRequest, OFFERED_COMMANDS, type RejectionCode } from '../../src-preload/contract.ts';
import { type Clock, systemClock } from '../system/clock.ts';
import { bearerKey, createAccess, isLoopback } from './access.ts';
import { createAskedTurns } from './asked.ts';
import { effectOf, type OverlayName, parseMessage, refusalOf } from './commands.ts';
import { closeServer, listenOnFirstFree } from './listen.ts';
import { createClientMetrics } from './metrics.ts';
import { INITIAL_SETTINGS, withSetting } from './offer.ts';
import { createOverlays, MAX_OVERLAYS, type Overlay } from './overlays.ts';
import { refuseUpgrade, statusListener, upgradeOnlyListener } from './requests.ts';
import { INITIAL_OFFERED, INITIAL_STATUS, patched, type StatusPatch, type WireStatus } from './status.ts';

/** What a client may ask of an overlay, once. */
type Action = 'open_settings' | 'toggle_visibility' | 'quit';

export type CommandListener = (command: CommandRequest['command'], request: CommandRequest) => void;

/** The client's side of the protocol (docs/protocol.md), for any number of overlays. */
export interface ReferenceClient {
  /**
   * Listens on the first free port of each list.
   * @throws PortsTakenError when a list has none.
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
  /** 1, as the client that exists speaks it: no hello, no acks. Default 1. */
  readonly protocol?: 1 | 2;
  /** How the client names itself. Default: Reference client. */
  readonly name?: string;
  /** The address to listen on. Default 127.0.0.1. */
  readonly host?: string;
  /** Certificate and private key as PEM: sockets and HTTP are served over TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Whoever comes without one of these is refused with 401. */
  readonly keys?: readonly string[];
  readonly clock?: Clock;
}

/** @throws RangeError when it is to be reachable from other machines without TLS and a key. */
export function createReferenceClient(options: ReferenceClientOptions): ReferenceClient {
  const { log = () => {}, protocol = 1, host = '127.0.0.1', tls, keys, clock = systemClock } = options;
  if (!isLoopback(host) && (tls === undefined || keys === undefined)) {
    throw new RangeError(`${host} can be reached from other machines: a certificate and a key are needed there`);
  }
  let status: WireStatus = protocol === 2 ? { ...INITIAL_STATUS, ...INITIAL_OFFERED } : INITIAL_STATUS;
  let settings = INITIAL_SETTINGS;
  let lastSpoken = '';
  const listeners = new Set<CommandListener>();
  const access = createAccess({ host, keys: keys ?? null, nowMs: clock.nowMs });
  const metrics = createClientMetrics(() => overlays.all().length);
  const asked = createAskedTurns(clock, update);

  const serve = (listener: RequestListener) =>
    tls === undefined ? createHttpServer(listener) : createHttpsServer(tls, listener);
  const onRefusal = (reason: string) => {
    metrics.refused();
    log(`refused: ${reason}`);
  };
  const http = serve(
    statusListener(access, {
      status: () => ({ status, lastSpoken }),
      metrics: metrics.text,
      onPoll: metrics.poll,
      onRefusal,
    }),
  );
  const upgrades = serve(upgradeOnlyListener);
  upgrades.on('upgrade', (request, connection, head) => {
    const refusal = access.refusal(request, true);
    if (refusal !== null || overlays.all().length >= MAX_OVERLAYS) {
      onRefusal(refusal?.reason ?? 'too many overlays');
      refuseUpgrade(connection, refusal?.code ?? 503);
      return;
    }
    overlays.server.handleUpgrade(request, connection, head, (socket) => overlays.join(socket, bearerKey(request)));
  });

  const overlays = createOverlays({
    onJoin(overlay) {
      log(`overlay connected (${overlays.all().length})`);
      send(overlay, statusFrame());
    },
    onMessage: receive,
    onLeave: () => log(`overlay disconnected (${overlays.all().length})`),
    onDrop(reason) {
      metrics.dropped(reason);
      log(`dropped an overlay that ${reason}`);
    },
  });

  const statusFrame = () => JSON.stringify({ type: 'status', data: status });
  const helloFrame = () =>
    JSON.stringify({
      type: 'hello',
      data: {
        protocol: 2,
        client: { name: options.name ?? 'Reference client', version: '2.0.0' },
        commands: ['toggle_monitoring', 'stop_tts', ...OFFERED_COMMANDS],
        settings,
      },
    });

  function send(overlay: Overlay, frame: string): void {
    metrics.frameSent(Buffer.byteLength(frame));
    overlay.send(frame);
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
      send(overlay, helloFrame());
      return;
    }
    if (message.kind === 'bad-command') {
      metrics.command('unknown', message.code);
      log('ignored a command that is not known or has wrong arguments');
      answer(overlay, message.id, message.code);
      return;
    }
    const { request, id } = message;
    const refusal = carryOut(request);
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
      refusal === null ? { ok: true } : { ok: false, error: { code: refusal, message: MESSAGES[refusal] } };
    send(overlay, JSON.stringify({ type: 'ack', id, ...outcome }));
  }

  function carryOut(request: CommandRequest): RejectionCode | null {
    const isBasic = request.command === 'toggle_monitoring' || request.command === 'stop_tts';
    if (protocol === 1 && !isBasic) return 'unsupported';
    const refusal = refusalOf(request, status);
    if (refusal !== null) return refusal;
    if (isBasic) asked.cancel();
    update(effectOf(request, status));
    if (request.command === 'start_listening') asked.listen();
    if (request.command === 'send_text') asked.answer(request.args.text);
    if (request.command !== 'set_setting') return null;
    const changed = withSetting(settings, request.args.key, request.args.value);
    if (changed === null) return 'invalid';
    settings = changed;
    for (const overlay of overlays.all()) if (overlay.name !== null) send(overlay, helloFrame());
    return null;
  }

  function update(patch: StatusPatch): void {
    const before = JSON.stringify(status);
    status = patched(status, patch);
    if (status.is_speaking) lastSpoken = status.text;
    if (JSON.stringify(status) === before) return;
    const frame = statusFrame();
    metrics.broadcast();
    for (const overlay of overlays.all()) send(overlay, frame);
  }

  return {
    async start() {
      try {
        const wsPort = await listenOnFirstFree(upgrades, options.wsPorts, 'WebSocket', host);
        const httpPort = await listenOnFirstFree(http, options.httpPorts, 'HTTP', host);
        overlays.watch();
        return { wsPort, httpPort };
      } catch (error) {
        await closeServer(upgrades);
        throw error;
      }
    },
    update,
    status: () => status,
    tell(message, to) {
      const frame = JSON.stringify({ type: 'status', data: { ...status, ...message } });
      const told = overlays.all().filter((overlay) => to === 'all' || overlay.name?.id === to);
      for (const overlay of told) send(overlay, frame);
      return told.length;
    },
    onCommand(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    overlays: () => overlays.all().length,
    named: () => overlays.all().flatMap(({ name }) => (name === null ? [] : [name])),
    setKeys(next) {
      access.setKeys(next);
      overlays.dropKeys(access.isTaken);
    },
    async stop() {
      asked.cancel();
      // New overlays are refused from here on.
      await Promise.all([overlays.stop(), closeServer(upgrades), closeServer(http)]);
    },
  };
}

/** What the client says of a command that it did not carry out. */
const MESSAGES: Readonly<Record<RejectionCode, string>> = {
  invalid: 'The arguments are not valid.',
  unsupported: 'This command is not known.',
  busy: 'A turn is going on.',
  unavailable: 'This is not possible now.',
  failed: 'It failed.',
};
