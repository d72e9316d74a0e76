import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { OverlayIdentity } from './protocol.ts';

const PING_INTERVAL_MS = 20_000;
/** Overlays send commands; the longest holds a typed text. */
const MAX_PAYLOAD_BYTES = 64 * 1024;
/** An overlay with more unread data is dropped. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** An overlay that sends more frames, pings included, is dropped. A slider sends one per answer. */
const MAX_FRAMES_PER_SECOND = 200;
/** How long an overlay may take to complete the closing handshake. */
const CLOSE_DEADLINE_MS = 500;

/** WebSocket close codes (RFC 6455, section 7.4.1); the last one is from docs/protocol.md. */
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;
const KEY_REPLACED = 4401;

/** Overlays that may be connected at once. */
export const MAX_OVERLAYS = 256;

/** `@types/ws` does not know `closeTimeout`. */
const SERVER_OPTIONS: ServerOptions & { readonly closeTimeout: number } = {
  noServer: true,
  maxPayload: MAX_PAYLOAD_BYTES,
  perMessageDeflate: false,
  closeTimeout: CLOSE_DEADLINE_MS,
};

/** One connected overlay. */
export interface Overlay {
  /** null until its hello; an overlay of version 1 sends none. */
  name: OverlayIdentity | null;
  /** The newer frames and fields that it takes, by their names in docs/protocol.md. */
  accepts: readonly unknown[];
  /** Whether its last status was meant for it alone. */
  isApart: boolean;
  /** The key of its upgrade request; null without one. */
  readonly key: string | null;
}

/** Called when something happens to an overlay. */
export interface OverlaysHandlers {
  readonly onJoin: (overlay: Overlay) => void;
  /** Called with each text frame, and with an empty text for a binary one. Never called for a dropped overlay. */
  readonly onMessage: (overlay: Overlay, raw: string) => void;
  readonly onLeave: () => void;
  /** Called when the client disconnects an overlay. */
  readonly onDrop: (reason: 'does not read' | 'does not answer' | 'sends too much' | 'has an old key') => void;
}

/** The connected overlays, and the limits on the resources of each. */
export interface Overlays {
  readonly server: WebSocketServer;
  join(socket: WebSocket, key: string | null): void;
  all(): readonly Overlay[];
  count(): number;
  /**
   * Sends a frame to each of them, and drops those that have too much unread data.
   * @returns the number of overlays that it was sent to.
   */
  send(overlays: readonly Overlay[], frame: Buffer): number;
  /** Drops the overlays whose key is no longer accepted. */
  dropKeys(isAccepted: (key: string | null) => boolean): void;
  /** Starts to ping the overlays, and to drop those that do not answer. */
  watch(): void;
  /** Closes every connection; resolves when all are closed. */
  stop(): Promise<void>;
}

/** Return a function that counts a frame, and says whether there were too many in this second. */
function createRateLimit(): () => boolean {
  let second = 0;
  let framesInSecond = 0;
  return () => {
    const now = Math.floor(performance.now() / 1_000);
    framesInSecond = now === second ? framesInSecond + 1 : 1;
    second = now;
    return framesInSecond > MAX_FRAMES_PER_SECOND;
  };
}

export function createOverlays(handlers: OverlaysHandlers): Overlays {
  const server = new WebSocketServer(SERVER_OPTIONS);
  /** The overlays that have not been dropped, and whether each has answered the last ping. */
  const connected = new Map<Overlay, { readonly socket: WebSocket; answered: boolean }>();
  /** Every socket that is not closed, including those of dropped overlays. */
  const sockets = new Set<WebSocket>();
  let pings: NodeJS.Timeout | undefined;

  /** @param code null: without a closing handshake. */
  const drop = (overlay: Overlay, reason: Parameters<OverlaysHandlers['onDrop']>[0], code: number | null) => {
    const socket = connected.get(overlay)?.socket;
    if (socket === undefined) return;
    connected.delete(overlay);
    handlers.onDrop(reason);
    if (code === null) socket.terminate();
    else socket.close(code);
  };

  const pingAll = () => {
    for (const [overlay, entry] of connected) {
      if (!entry.answered) {
        drop(overlay, 'does not answer', null);
        continue;
      }
      entry.answered = false;
      entry.socket.ping();
    }
  };

  return {
    server,
    join(socket, key) {
      const overlay: Overlay = { name: null, accepts: [], isApart: false, key };
      const entry = { socket, answered: true };
      const isTooMuch = createRateLimit();
      const mayReceive = () => {
        if (isTooMuch()) drop(overlay, 'sends too much', POLICY_VIOLATION);
        return connected.has(overlay);
      };
      connected.set(overlay, entry);
      sockets.add(socket);
      socket.on('pong', () => {
        if (mayReceive()) entry.answered = true;
      });
      socket.on('ping', mayReceive);
      socket.on('message', (data, isBinary) => {
        if (mayReceive()) handlers.onMessage(overlay, isBinary ? '' : data.toString());
      });
      // After an invalid frame, `ws` closes the socket by itself.
      socket.on('error', () => {});
      socket.on('close', () => {
        connected.delete(overlay);
        sockets.delete(socket);
        handlers.onLeave();
      });
      handlers.onJoin(overlay);
    },
    all: () => [...connected.keys()],
    count: () => connected.size,
    send(overlays, frame) {
      let sent = 0;
      for (const overlay of overlays) {
        const socket = connected.get(overlay)?.socket;
        if (socket === undefined) continue;
        // Counting this frame as well keeps the buffer below the limit.
        if (socket.bufferedAmount + frame.length > MAX_BUFFERED_BYTES) {
          drop(overlay, 'does not read', null);
        } else {
          socket.send(frame, { binary: false });
          sent += 1;
        }
      }
      return sent;
    },
    dropKeys(isAccepted) {
      for (const overlay of connected.keys()) {
        if (!isAccepted(overlay.key)) drop(overlay, 'has an old key', KEY_REPLACED);
      }
    },
    watch() {
      pings = setInterval(pingAll, PING_INTERVAL_MS);
    },
    async stop() {
      clearInterval(pings);
      const closed = [...sockets].map(
        (socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
      );
      for (const socket of sockets) socket.close(GOING_AWAY);
      const deadline = setTimeout(() => {
        for (const socket of sockets) socket.terminate();
      }, CLOSE_DEADLINE_MS);
      await Promise.all(closed);
      clearTimeout(deadline);
    },
  };
}
