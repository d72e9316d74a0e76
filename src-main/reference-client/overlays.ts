import { type WebSocket, WebSocketServer } from 'ws';
import type { OverlayName } from './commands.ts';

const PING_INTERVAL_MS = 20_000;
/** An overlay's frames are commands; the longest is a text that was typed. */
const MAX_PAYLOAD_BYTES = 64 * 1024;
/** An overlay that does not read its frames is dropped when this much waits for it. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** An overlay that sends more frames than this in a second is dropped; a slider sends one per answer. */
const MAX_FRAMES_PER_SECOND = 100;
/** How long overlays have to join in the close when the client stops. */
const CLOSE_DEADLINE_MS = 500;

/** WebSocket close codes: the endpoint goes away; a policy was violated; the key is no longer taken (docs/protocol.md). */
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;
const KEY_REPLACED = 4401;

/** How many overlays may be connected at once. */
export const MAX_OVERLAYS = 256;

/** One connected overlay. */
export interface Overlay {
  /** null until it has named itself; one of version 1 never does. */
  name: OverlayName | null;
  /** The key that it came with; null where none is asked for. */
  readonly key: string | null;
  /** Sends a frame unless the overlay does not read, in which case it is dropped. */
  send(frame: string): void;
}

/** What happens with the overlays, for logs and counters. */
export interface OverlaysHandlers {
  readonly onJoin: (overlay: Overlay) => void;
  readonly onMessage: (overlay: Overlay, raw: string) => void;
  readonly onLeave: () => void;
  /** An overlay was thrown out. */
  readonly onDrop: (reason: 'does not read' | 'does not answer' | 'sends too much') => void;
}

/** The connected overlays, each with limits to what it may cost. */
export interface Overlays {
  readonly server: WebSocketServer;
  join(socket: WebSocket, key: string | null): void;
  all(): readonly Overlay[];
  /** Ends the connections whose key `isTaken` says no to. */
  dropKeys(isTaken: (key: string | null) => boolean): void;
  /** Begins to look after the overlays that do not answer. */
  watch(): void;
  /** Closes every connection; resolves when all have ended. */
  stop(): Promise<void>;
}

export function createOverlays(handlers: OverlaysHandlers): Overlays {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD_BYTES, perMessageDeflate: false });
  /** Each overlay's socket, and whether it has answered the last ping. */
  const connected = new Map<Overlay, { readonly socket: WebSocket; answered: boolean }>();
  let pings: NodeJS.Timeout | undefined;

  const pingAll = () => {
    for (const [, entry] of connected) {
      if (!entry.answered) {
        handlers.onDrop('does not answer');
        entry.socket.terminate();
        continue;
      }
      entry.answered = false;
      entry.socket.ping();
    }
  };

  return {
    server,
    join(socket, key) {
      let second = 0;
      let framesInSecond = 0;
      const overlay: Overlay = {
        name: null,
        key,
        send(frame) {
          // The frame itself counts: the limit is never passed.
          if (socket.bufferedAmount + Buffer.byteLength(frame) <= MAX_BUFFERED_BYTES) {
            socket.send(frame);
          } else {
            handlers.onDrop('does not read');
            socket.terminate();
          }
        },
      };
      const entry = { socket, answered: true };
      connected.set(overlay, entry);
      socket.on('pong', () => {
        entry.answered = true;
      });
      socket.on('message', (data, isBinary) => {
        const now = Math.floor(performance.now() / 1_000);
        framesInSecond = now === second ? framesInSecond + 1 : 1;
        second = now;
        if (framesInSecond > MAX_FRAMES_PER_SECOND) {
          if (socket.readyState === socket.OPEN) handlers.onDrop('sends too much');
          socket.close(POLICY_VIOLATION);
          return;
        }
        handlers.onMessage(overlay, isBinary ? '' : data.toString());
      });
      // A frame that breaks the rules; `ws` then closes the socket.
      socket.on('error', () => {});
      socket.on('close', () => {
        connected.delete(overlay);
        handlers.onLeave();
      });
      handlers.onJoin(overlay);
    },
    all: () => [...connected.keys()],
    dropKeys(isTaken) {
      for (const [overlay, { socket }] of connected) if (!isTaken(overlay.key)) socket.close(KEY_REPLACED);
    },
    watch() {
      pings = setInterval(pingAll, PING_INTERVAL_MS);
    },
    async stop() {
      clearInterval(pings);
      const sockets = [...connected.values()].map(({ socket }) => socket);
      const closed = sockets.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
      for (const socket of sockets) socket.close(GOING_AWAY);
      const deadline = setTimeout(() => {
        for (const socket of sockets) socket.terminate();
      }, CLOSE_DEADLINE_MS);
      await Promise.all(closed);
      clearTimeout(deadline);
    },
  };
}
