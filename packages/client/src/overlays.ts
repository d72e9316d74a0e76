import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { OverlayName } from './commands.ts';

const PING_INTERVAL_MS = 20_000;
/** An overlay's frames are commands; the longest is a text that was typed. */
const MAX_PAYLOAD_BYTES = 64 * 1024;
/** An overlay that does not read its frames is dropped when this much waits for it. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** An overlay that sends more frames than this in a second, pings among them, is dropped; a slider sends one per answer. */
const MAX_FRAMES_PER_SECOND = 200;
/** How long an overlay has to join in a close. */
const CLOSE_DEADLINE_MS = 500;

/** WebSocket close codes: the endpoint goes away; a policy was violated; the key is no longer taken (docs/protocol.md). */
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;
const KEY_REPLACED = 4401;

/** How many overlays may be connected at once. */
export const MAX_OVERLAYS = 256;

/** `closeTimeout` exists in `ws`, but not in its types. */
const SERVER_OPTIONS: ServerOptions & { readonly closeTimeout: number } = {
  noServer: true,
  maxPayload: MAX_PAYLOAD_BYTES,
  perMessageDeflate: false,
  closeTimeout: CLOSE_DEADLINE_MS,
};

/** One connected overlay. */
export interface Overlay {
  /** null until it has named itself; one of version 1 never does. */
  name: OverlayName | null;
  /** The key that it came with; null where none is asked for. */
  readonly key: string | null;
}

/** What happens with the overlays, for logs and counters. */
export interface OverlaysHandlers {
  readonly onJoin: (overlay: Overlay) => void;
  /** A text frame; a binary one, which says nothing, is empty. Nothing comes from an overlay that is being thrown out. */
  readonly onMessage: (overlay: Overlay, raw: string) => void;
  readonly onLeave: () => void;
  /** An overlay was thrown out. */
  readonly onDrop: (reason: 'does not read' | 'does not answer' | 'sends too much' | 'has an old key') => void;
}

/** The connected overlays, each with limits to what it may cost. */
export interface Overlays {
  readonly server: WebSocketServer;
  join(socket: WebSocket, key: string | null): void;
  all(): readonly Overlay[];
  count(): number;
  /**
   * Sends a frame to each of them that reads its frames; the others are dropped.
   * @returns how many it was sent to.
   */
  send(overlays: readonly Overlay[], frame: Buffer): number;
  /** Ends the connections whose key `isTaken` says no to. */
  dropKeys(isTaken: (key: string | null) => boolean): void;
  /** Begins to look after the overlays that do not answer. */
  watch(): void;
  /** Closes every connection; resolves when all have ended. */
  stop(): Promise<void>;
}

/** Counts what an overlay sends. @returns whether it is too much. */
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
  /** Each overlay's socket, and whether it has answered the last ping. One that is thrown out is not here any more. */
  const connected = new Map<Overlay, { readonly socket: WebSocket; answered: boolean }>();
  /** Every socket that has not ended. */
  const sockets = new Set<WebSocket>();
  let pings: NodeJS.Timeout | undefined;

  /** @param code null: without asking the overlay to join in. */
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
      const overlay: Overlay = { name: null, key };
      const entry = { socket, answered: true };
      const isTooMuch = createRateLimit();
      /** Whether a frame may be taken. */
      const isTaken = () => {
        if (isTooMuch()) drop(overlay, 'sends too much', POLICY_VIOLATION);
        return connected.has(overlay);
      };
      connected.set(overlay, entry);
      sockets.add(socket);
      socket.on('pong', () => {
        if (isTaken()) entry.answered = true;
      });
      socket.on('ping', isTaken);
      socket.on('message', (data, isBinary) => {
        if (isTaken()) handlers.onMessage(overlay, isBinary ? '' : data.toString());
      });
      // A frame that breaks the rules; `ws` then closes the socket.
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
        // The frame itself counts: the limit is never passed.
        if (socket.bufferedAmount + frame.length > MAX_BUFFERED_BYTES) {
          drop(overlay, 'does not read', null);
        } else {
          socket.send(frame, { binary: false });
          sent += 1;
        }
      }
      return sent;
    },
    dropKeys(isTaken) {
      for (const overlay of connected.keys()) {
        if (!isTaken(overlay.key)) drop(overlay, 'has an old key', KEY_REPLACED);
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
