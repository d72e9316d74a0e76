import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Command } from '../../src-preload/contract.ts';
import { effectOf, parseCommand } from './commands.ts';
import { closeServer, listenOnFirstFree } from './listen.ts';
import { statusListener, upgradeOnlyListener, upgradeRefusal } from './requests.ts';
import { INITIAL_STATUS, type StatusPatch, type WireStatus } from './status.ts';

const PING_INTERVAL_MS = 20_000;
/** An overlay's frames are commands of some fifty bytes. */
const MAX_PAYLOAD_BYTES = 64 * 1024;
/** An overlay that does not read its frames is dropped when this much waits for it. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** How long overlays have to join in the close when the client stops. */
const CLOSE_DEADLINE_MS = 500;
/** WebSocket close code: the endpoint goes away. */
const GOING_AWAY = 1001;

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
  /** Calls `listener` with every command, after its effect. @returns what ends it. */
  onCommand(listener: (command: Command) => void): () => void;
  /** How many overlays are connected. */
  overlays(): number;
  /** Closes every socket with 1001 and frees the ports. */
  stop(): Promise<void>;
}

export function createReferenceClient(options: {
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
  readonly log?: (message: string) => void;
}): ReferenceClient {
  const { log = () => {} } = options;
  let status = INITIAL_STATUS;
  let lastSpoken = '';
  const listeners = new Set<(command: Command) => void>();
  /** Each overlay, and whether it has answered the last ping. */
  const overlays = new Map<WebSocket, boolean>();

  const http = createServer(statusListener(() => ({ status, lastSpoken })));
  const upgrades = createServer(upgradeOnlyListener);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD_BYTES, perMessageDeflate: false });
  upgrades.on('upgrade', (request, connection, head) => {
    const reason = upgradeRefusal(request);
    if (reason === null) {
      sockets.handleUpgrade(request, connection, head, welcome);
      return;
    }
    log(`socket refused: ${reason}`);
    connection.on('error', () => {});
    connection.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  let pings: NodeJS.Timeout | undefined;

  const frame = () => JSON.stringify({ type: 'status', data: status });

  function welcome(overlay: WebSocket): void {
    overlays.set(overlay, true);
    log(`overlay connected (${overlays.size})`);
    overlay.on('pong', () => overlays.set(overlay, true));
    overlay.on('message', (data, isBinary) => receive(isBinary ? '' : data.toString()));
    // A frame that breaks the rules; `ws` then closes the socket.
    overlay.on('error', () => {});
    overlay.on('close', () => {
      overlays.delete(overlay);
      log(`overlay disconnected (${overlays.size})`);
    });
    overlay.send(frame());
  }

  function receive(raw: string): void {
    const command = parseCommand(raw);
    if (command === null) {
      log('ignored a frame that is no known command');
      return;
    }
    log(`command ${command}`);
    update(effectOf(command, status));
    for (const listener of listeners) listener(command);
  }

  function update(patch: StatusPatch): void {
    const before = JSON.stringify(status);
    status = { ...status, ...patch };
    if (status.is_speaking) lastSpoken = status.text;
    if (JSON.stringify(status) === before) return;
    for (const overlay of overlays.keys()) {
      if (overlay.bufferedAmount <= MAX_BUFFERED_BYTES) {
        overlay.send(frame());
      } else {
        log('dropped an overlay that does not read');
        overlay.terminate();
      }
    }
  }

  function pingAll(): void {
    for (const [overlay, answered] of overlays) {
      if (!answered) {
        overlay.terminate();
        continue;
      }
      overlays.set(overlay, false);
      overlay.ping();
    }
  }

  return {
    async start() {
      try {
        const wsPort = await listenOnFirstFree(upgrades, options.wsPorts, 'WebSocket');
        const httpPort = await listenOnFirstFree(http, options.httpPorts, 'HTTP');
        pings = setInterval(pingAll, PING_INTERVAL_MS);
        return { wsPort, httpPort };
      } catch (error) {
        await closeServer(upgrades);
        throw error;
      }
    },
    update,
    status: () => status,
    onCommand(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    overlays: () => overlays.size,
    async stop() {
      clearInterval(pings);
      const closed = [...overlays.keys()].map(
        (overlay) => new Promise<void>((resolve) => overlay.once('close', () => resolve())),
      );
      for (const overlay of overlays.keys()) overlay.close(GOING_AWAY);
      const deadline = setTimeout(() => {
        for (const overlay of overlays.keys()) overlay.terminate();
      }, CLOSE_DEADLINE_MS);
      // New overlays are refused from here on.
      await Promise.all([...closed, closeServer(upgrades), closeServer(http)]);
      clearTimeout(deadline);
    },
  };
}
