import type { CommandRequest } from '../../../src-shared/commands.ts';
import type { EndReason } from '../../../src-shared/diagnostics-contract.ts';
import type { Denial } from '../../../src-shared/overlay-state.ts';
import type { Sent } from '../assistant.ts';
import { isCleanClose } from '../web-socket.ts';
import { createFrameReader, type ReadFrame } from './frame-reader.ts';
import type { HelloPolicy } from './hello-policy.ts';
import { createLiveSocket, type LiveSocket, type LiveSocketOptions } from './live-socket.ts';
import type { Frame } from './protocol.ts';
import type { OpenSocket } from './socket-transport.ts';

/**
 * The limit from the start of an attempt to the first valid status, which the client sends at once. A silent program on
 * one port must not keep the overlay from the client on the other: it reconnects within 2.5 s of the client's return.
 */
const PROOF_DEADLINE_MS = 2_000;

/** How a session ended that the overlay did not end. */
export type SessionEnd =
  /** The client is not behind the port. */
  | { readonly kind: 'failed'; readonly cause: string; readonly isOpened: boolean }
  | { readonly kind: 'denied'; readonly denial: Denial }
  /** The session was live. */
  | {
      readonly kind: 'ended';
      readonly reason: Exclude<EndReason, 'requested'>;
      /** As `onClose` of the socket gets it; null if the client fell silent. */
      readonly cause: string | null;
      readonly livedMs: number;
    };

/** One socket from the attempt to its end. The client's first status makes it live. */
export interface Session {
  readonly kind: 'session';
  isLive(): boolean;
  /** Send a command that the client lists; nothing while the session is not live. */
  send(request: CommandRequest): Sent;
  /** End with a closing handshake, which the client may delay. */
  close(): void;
  /** End at once. */
  terminate(): void;
}

export interface SessionOptions extends Omit<LiveSocketOptions, 'socket' | 'port' | 'onDead'> {
  readonly port: number;
  readonly openSocket: OpenSocket;
  readonly hello: HelloPolicy;
  readonly onOpen: () => void;
  /** Called before the first event. */
  readonly onLive: () => void;
  /** Called at most once, with the socket gone; never after `close` or `terminate`. */
  readonly onEnd: (end: SessionEnd) => void;
}

/** Open a socket to a port. Before this returns, nothing is called but `onTrace` with the attempt. */
export function openSession(options: SessionOptions): Session {
  const { port, clock, hello, onTrace } = options;
  const read = createFrameReader();
  let live: LiveSocket | null = null;
  let isOpened = false;
  let isOver = false;
  /** An offer that came before the first status. */
  let earlyOffer: Frame | null = null;

  onTrace({ kind: 'attempt', port });
  const socket = options.openSocket(port, {
    onOpen() {
      if (isOver) return;
      isOpened = true;
      options.onOpen();
    },
    onMessage(raw) {
      onTrace({ kind: 'frame-in', bytes: Buffer.byteLength(raw) });
      if (isOver) return ignoreFrame();
      const frame = read(raw);
      if (frame === null) ignoreFrame();
      else if (live !== null) live.take(frame);
      else takeFirst(frame);
    },
    onPong() {
      if (!isOver) live?.onPong();
    },
    onClose(cause, denial) {
      if (isOver) return;
      if (live !== null) endLive(live, cause);
      else if (denial === undefined) fail(cause);
      else end({ kind: 'denied', denial });
    },
  });
  const cancelDeadline = clock.setTimeout(() => fail('no status in time'), PROOF_DEADLINE_MS);

  function takeFirst(frame: ReadFrame): void {
    switch (frame.kind) {
      case 'status':
        becomeLive(frame);
        break;
      case 'offer':
        ignoreEarlyOffer();
        earlyOffer = frame;
        break;
      case 'ack':
      case 'delta':
      case 'level':
        ignoreFrame();
        break;
    }
  }

  function becomeLive(status: Frame): void {
    cancelDeadline();
    const proved = createLiveSocket({ ...options, socket, onDead: () => endLive(proved, null) });
    live = proved;
    options.onLive();
    onTrace({ kind: 'live', transport: 'socket', port });
    live.take(status);
    // The receiver of the status may have ended the session.
    if (isOver) return;
    if (hello.shouldGreet(port)) live.sayHello();
    if (earlyOffer !== null) live.take(earlyOffer);
  }

  /** An offer before the first status is of use only if a status follows, and no newer offer. */
  function ignoreEarlyOffer(): void {
    if (earlyOffer !== null) ignoreFrame();
  }

  function ignoreFrame(): void {
    onTrace({ kind: 'frame-ignored' });
  }

  /** @param cause null: no pong came. */
  function endLive(ending: LiveSocket, cause: string | null): void {
    const { livedMs, isRejected } = ending.ended();
    const reason = reasonOf(cause, isRejected);
    onTrace({ kind: 'ended', reason, cause });
    end({ kind: 'ended', reason, cause, livedMs });
  }

  function reasonOf(cause: string | null, isRejected: boolean): Exclude<EndReason, 'requested'> {
    if (cause === null) return 'silent';
    if (isRejected && hello.onRejected(port)) return 'greeting';
    return isCleanClose(cause) ? 'closed' : 'lost';
  }

  function fail(cause: string): void {
    hello.onFailed(port);
    end({ kind: 'failed', cause, isOpened });
  }

  function end(how: SessionEnd): void {
    finish();
    socket.terminate();
    options.onEnd(how);
  }

  function finish(): void {
    isOver = true;
    cancelDeadline();
    if (live === null) ignoreEarlyOffer();
    else live.stop();
  }

  /** End a session that is not over yet. */
  function endOnRequest(closeSocket: () => void): void {
    if (isOver) return;
    if (live !== null) onTrace({ kind: 'ended', reason: 'requested', cause: null });
    finish();
    closeSocket();
  }

  return {
    kind: 'session',
    isLive: () => live !== null,
    send: (request) => live?.send(request) ?? { sent: false, reason: 'no-link' },
    close: () => endOnRequest(socket.close),
    terminate: () => endOnRequest(socket.terminate),
  };
}
