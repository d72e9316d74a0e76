import type { Denial } from '../../src-shared/overlay-state.ts';
import type { Clock } from '../runtime/clock.ts';
import type { LinkEvent } from './assistant.ts';
import { type Pace, PROMPT_PACE } from './backoff.ts';
import { startHeartbeat } from './heartbeat.ts';
import { type LinkEffect, type LinkInput, reduceLink, STOPPED_LINK } from './link-state.ts';
import type { OnTrace } from './trace.ts';
import type { Socket, SocketHandlers } from './web-socket.ts';

/** The longest text frame that a link reads, unless its kind needs more. */
export const FRAME_MAX_BYTES = 256 * 1024;

/** More than this within a second is no conversation. Ten thousand frames at once still are. */
const FLOOD_WINDOW_MS = 1_000;
const FLOOD_FRAMES = 20_000;
const FLOOD_BYTES = 64 * 1024 * 1024;

/**
 * The verdict about a message on a socket that is not live yet. `proof`: the assistant is behind it and takes us; `greeting`:
 * an exchange has begun that has to lead to the proof; or it refuses us.
 */
export type Verdict = 'proof' | 'greeting' | { readonly denial: Denial };

export interface SocketLinkOptions<Message> {
  /** Open a socket to the address. No handler is called before it has returned. */
  readonly openSocket: (handlers: SocketHandlers) => Socket;
  /** The port of the address. */
  readonly port: number;
  /** The limit from the start of an attempt to the proof. */
  readonly proofWithinMs: number;
  /** Longer frames are left unread. */
  readonly frameMaxBytes: number;
  readonly clock: Clock;
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number;
  /** When to try again; default that for an assistant with a few overlays. */
  readonly pace?: Pace;
  /** The limit for a pong, if not the usual one. */
  readonly pongWithinMs?: number;
  /** Read a text frame; null for one that is not of the protocol. Never throws. */
  readonly parse: (raw: string) => Message | null;
  /** Called for each message until the socket is live. */
  readonly judge: (message: Message) => Verdict;
  /** Called when the socket has become live, before the message that proved it is passed on. */
  readonly onLive: () => void;
  readonly onMessage: (message: Message) => void;
  readonly onEvent: (event: LinkEvent) => void;
  /** Called with each step, and before the event that follows from it. */
  readonly onTrace: OnTrace;
}

/** A link over one WebSocket to one address, which is opened again whenever it has ended. */
export interface SocketLink {
  start(): void;
  /** Close properly. Nothing is called afterwards. */
  stop(): void;
  /** Drop the socket and connect again at once. */
  reconnectNow(): void;
  /** @returns whether the socket was open, so that the text has left. */
  send(text: string): boolean;
  isLive(): boolean;
}

/** Prepare a link. Nothing is opened before `start()`. */
export function createSocketLink<Message>(options: SocketLinkOptions<Message>): SocketLink {
  const { clock, onTrace, pace = PROMPT_PACE, pongWithinMs } = options;
  let state = STOPPED_LINK;
  /** null while none is open or opening. */
  let socket: Socket | null = null;
  let heartbeat: ReturnType<typeof startHeartbeat> | null = null;
  /** Cancels the wait for the next attempt, or for the proof. */
  let cancelTimer = () => {};

  function take(input: LinkInput): void {
    const step = reduceLink(state, input, { nowMs: clock.nowMs(), random: options.random(), port: options.port, pace });
    state = step.state;
    for (const effect of step.effects) run(effect);
  }

  function run(effect: LinkEffect): void {
    switch (effect.kind) {
      case 'open':
        open();
        break;
      case 'go-live':
        goLive();
        break;
      case 'wait':
        cancelTimer = clock.setTimeout(() => take({ kind: 'due' }), effect.delayMs);
        break;
      case 'close':
      case 'terminate':
        end(effect.kind);
        break;
      case 'emit':
        options.onEvent(effect.event);
        break;
      case 'trace':
        onTrace(effect.event);
        break;
    }
  }

  function open(): void {
    const budget = createBudget(clock);
    /** A socket that has been given up may still say something. */
    const isCurrent = () => socket === opened;
    const opened = options.openSocket({
      onOpen() {
        if (isCurrent()) take({ kind: 'opened' });
      },
      onMessage(raw) {
        const bytes = Buffer.byteLength(raw);
        onTrace({ kind: 'frame-in', bytes });
        if (!isCurrent()) onTrace({ kind: 'frame-ignored' });
        else if (budget.allows(bytes)) read(raw, bytes, isCurrent);
        else take({ kind: 'flooded' });
      },
      onPong() {
        if (isCurrent()) heartbeat?.onPong();
      },
      onClose(cause, denial) {
        if (isCurrent()) take({ kind: 'closed', cause, denial: denial ?? null });
      },
    });
    socket = opened;
    cancelTimer = clock.setTimeout(() => take({ kind: 'late' }), options.proofWithinMs);
  }

  function read(raw: string, bytes: number, isCurrent: () => boolean): void {
    const message = bytes > options.frameMaxBytes ? null : options.parse(raw);
    if (message === null) {
      onTrace({ kind: 'frame-ignored' });
      return;
    }
    if (state.at !== 'live') {
      const verdict = options.judge(message);
      if (verdict === 'proof') take({ kind: 'proved' });
      else if (verdict !== 'greeting') take({ kind: 'refused', denial: verdict.denial });
    }
    // A listener may have ended the socket.
    if (isCurrent()) options.onMessage(message);
  }

  function goLive(): void {
    cancelTimer();
    const live = socket;
    heartbeat = startHeartbeat({
      clock,
      ping: () => live?.ping(),
      onDead: () => take({ kind: 'silent' }),
      onTrace,
      ...(pongWithinMs !== undefined && { pongWithinMs }),
    });
    options.onLive();
  }

  function end(how: 'close' | 'terminate'): void {
    cancelTimer();
    heartbeat?.stop();
    heartbeat = null;
    const ending = socket;
    socket = null;
    ending?.[how]();
  }

  return {
    start: () => take({ kind: 'start' }),
    stop: () => take({ kind: 'stop' }),
    reconnectNow: () => take({ kind: 'reconnect' }),
    send(text) {
      const isSent = socket?.send(text) ?? false;
      if (isSent) onTrace({ kind: 'frame-out', bytes: Buffer.byteLength(text) });
      return isSent;
    },
    isLive: () => state.at === 'live',
  };
}

/** Count the frames and bytes that one socket sends, a second at a time. */
function createBudget(clock: Clock) {
  let sinceMs = Number.NEGATIVE_INFINITY;
  let frames = 0;
  let bytes = 0;
  return {
    /** Count a frame. @returns whether that is still a conversation, and no flood. */
    allows(size: number): boolean {
      if (clock.nowMs() - sinceMs >= FLOOD_WINDOW_MS) {
        sinceMs = clock.nowMs();
        frames = 0;
        bytes = 0;
      }
      frames += 1;
      bytes += size;
      return frames <= FLOOD_FRAMES && bytes <= FLOOD_BYTES;
    },
  };
}
