import type { CommandRequest } from '../../../src-shared/commands.ts';
import type { Denial } from '../../../src-shared/overlay-state.ts';
import { MAIN_SERVER_PORT } from '../../../src-shared/settings.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { IgnoredBecause, OnTrace } from '../trace.ts';
import { createBackoff } from './backoff.ts';
import { createHelloPolicy } from './hello-policy.ts';
import { type ClientEvent, createLiveSocket, type LiveSocket, type Sent } from './live-socket.ts';
import { createPoller, type PollOutcome } from './poller.ts';
import type { Poll } from './polling-transport.ts';
import { type Frame, type OverlayIdentity, parseFrame, type Status } from './protocol.ts';
import { isCleanClose, type OpenSocket, type Socket } from './socket-transport.ts';
import { createStrangers } from './strangers.ts';

export type ConnectionEvent =
  | ClientEvent
  | { readonly kind: 'status'; readonly status: Status; readonly transport: 'polling'; readonly port: number }
  /** The other side ended the live socket; what comes next follows. */
  | { readonly kind: 'socket-closed' }
  /** We ended it: the client had gone silent, or the user wants to begin again. */
  | { readonly kind: 'socket-dropped' }
  /** No socket, and two polls in a row failed; once per outage, also at the start when nothing ever answered. */
  | { readonly kind: 'unreachable' }
  /** What answers is not the client, or does not take our key. Told with every attempt, the next of which comes in a minute. */
  | { readonly kind: 'denied'; readonly denial: Denial };

export interface Connection {
  start(): void;
  /** Nothing is sent without a live socket, nor what its client does not list. */
  send(request: CommandRequest): Sent;
  /** Drops what there is and begins again at once (after sleep, from the tray). */
  reconnectNow(): void;
  /** Ends with the socket closed in due form, which the client may keep us waiting for. */
  stop(): void;
  /** Ends at once: no socket is left, so that another connection may begin. */
  drop(): void;
}

export interface ConnectionOptions {
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
  /** What the client is told of us. */
  readonly overlay: OverlayIdentity;
  readonly clock: Clock;
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number;
  readonly openSocket: OpenSocket;
  readonly poll: Poll;
  readonly onEvent: (event: ConnectionEvent) => void;
  /** Called with each step as it is taken; a step that leads to an event comes before it. */
  readonly onTrace?: OnTrace;
  /** Transitions only, never the client's texts. */
  readonly log?: (message: string) => void;
}

/**
 * A port has to show within this time, from the start of the attempt, that the client is behind it: handshake and a first
 * valid status frame, which the client sends at once. Something silent on one port must not keep the overlay from finding
 * the client on the other: it is to be back within 2.5 s of the client's return.
 */
const PROOF_DEADLINE_MS = 2_000;

/** A socket that lived this long was no fluke: the next attempt follows its end at once. */
const STABLE_AFTER_MS = 5_000;

/** From a denial to the next attempt: trying a key again and again would look like guessing. */
const DENIED_PAUSE_MS = 60_000;

/** Failed polls in a row before the client counts as gone. */
const POLLS_UNTIL_UNREACHABLE = 2;

type State =
  | { readonly kind: 'stopped' }
  /** Between two rounds over the ports. */
  | { readonly kind: 'waiting'; readonly cancelTimer: () => void }
  /** A socket that has yet to prove that the client is behind it. */
  | {
      readonly kind: 'trying';
      readonly socket: Socket;
      opened: boolean;
      /** What the client offered before its first status. */
      earlyOffer: Extract<Frame, { kind: 'offer' }> | null;
      readonly cancelTimer: () => void;
    }
  | LiveSocket;

/**
 * The way to the client: the socket first, polling while no socket is open, the socket again as soon as it can be had.
 * There is never more than one socket.
 * @throws RangeError when a list holds port 8001.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const { wsPorts, httpPorts, overlay, clock, openSocket, onEvent, onTrace = () => {}, log = () => {} } = options;
  if ([...wsPorts, ...httpPorts].includes(MAIN_SERVER_PORT)) {
    throw new RangeError(`Port ${MAIN_SERVER_PORT} is the assistant's main server; an overlay must not connect to it`);
  }

  const backoff = createBackoff(options.random);
  const hello = createHelloPolicy();
  const poller = createPoller({ ports: httpPorts, clock, poll: options.poll, onDone: pollDone, onTrace });
  let state: State = { kind: 'stopped' };
  let roundStartMs = 0;
  /** The opening of one of these ports alone stops polling no more. */
  const strangers = createStrangers();
  /** The port that answered the last poll; null when none did. */
  let pollPort: number | null = null;
  let failedPolls = 0;
  let toldUnreachable = false;
  /** The polling port that the log knows of. */
  let loggedPort: number | null = null;
  let loggedDenial: Denial | null = null;
  let lastId = 0;
  const nextId = () => String(++lastId);

  function beginRound(): void {
    roundStartMs = clock.nowMs();
    tryPorts(wsPorts);
  }

  function tryPorts(ports: readonly number[]): void {
    const [port, ...others] = ports;
    if (port === undefined) scheduleRound();
    // While polling serves, a port that is not the client can wait; without it the socket is all that there is.
    else if (pollPort !== null && !strangers.isDue(port, clock.nowMs())) tryPorts(others);
    else tryPort(port, () => tryPorts(others));
  }

  /** Measured from the start of the last round, so that one that took long is followed at once. */
  function scheduleRound(): void {
    const delayMs = Math.max(0, roundStartMs + backoff.nextMs() - clock.nowMs());
    state = { kind: 'waiting', cancelTimer: clock.setTimeout(beginRound, delayMs) };
  }

  /** @param onGivenUp called when the client is not behind the port. */
  function tryPort(port: number, onGivenUp: () => void): void {
    const giveUp = (reason: string) => {
      hello.onFailed(port);
      if (state.kind === 'trying' && state.opened && strangers.add(port, clock.nowMs())) {
        log(`port ${port} opens a socket but is not the client: ${reason}`);
      }
      dropSocket();
      poller.resume();
      onGivenUp();
    };
    onTrace({ kind: 'attempt', port });
    const socket = openSocket(port, {
      onOpen() {
        if (state.kind !== 'trying' || state.socket !== socket) return;
        state.opened = true;
        if (!strangers.has(port)) poller.pause();
      },
      onMessage(raw) {
        onTrace({ kind: 'frame-in', bytes: Buffer.byteLength(raw) });
        if (!('socket' in state) || state.socket !== socket) return ignoreFrame('late');
        const frame = parseFrame(raw);
        if (frame === null) return ignoreFrame('malformed');
        if (state.kind === 'live') {
          state.take(frame);
        } else if (frame.kind === 'ack') {
          ignoreFrame('unexpected');
        } else if (frame.kind === 'offer') {
          ignoreEarlyOffer(state);
          state.earlyOffer = frame;
        } else if (frame.kind === 'status') {
          const { earlyOffer } = state;
          const live = becomeLive(port, socket);
          live.take(frame);
          if (!isCurrent(live)) return;
          if (hello.isTold(port)) live.sayHello();
          if (earlyOffer !== null) live.take(earlyOffer);
        }
      },
      onPong() {
        if (state.kind === 'live' && state.socket === socket) state.pongCame();
      },
      onClose(reason, denial) {
        if (!('socket' in state) || state.socket !== socket) return;
        if (state.kind === 'live') onLiveClosed(state, reason);
        else if (denial !== undefined) deny(denial);
        else giveUp(reason);
      },
    });
    state = {
      kind: 'trying',
      socket,
      opened: false,
      earlyOffer: null,
      cancelTimer: clock.setTimeout(() => giveUp('no status in time'), PROOF_DEADLINE_MS),
    };
  }

  function becomeLive(port: number, socket: Socket): LiveSocket {
    dropTimer();
    poller.pause();
    strangers.remove(port);
    pollPort = null;
    contactMade();
    loggedPort = null;
    const live = createLiveSocket({
      socket,
      port,
      clock,
      overlay,
      nextId,
      onEvent,
      onDead() {
        onTrace({ kind: 'ended', reason: 'silent', cause: null });
        loseSocket('no pong', 'socket-dropped');
      },
      onTrace,
      log,
    });
    state = live;
    onTrace({ kind: 'live', transport: 'socket', port });
    log(`socket live on port ${port}`);
    return live;
  }

  /** false once whoever was told of a frame has ended the connection. */
  function isCurrent(live: LiveSocket): boolean {
    return state === live;
  }

  function onLiveClosed(live: LiveSocket, reason: string): void {
    const ended = live.ended();
    if (!hello.onClosed(ended)) {
      onTrace({ kind: 'ended', reason: isCleanClose(reason) ? 'closed' : 'lost', cause: reason });
      loseSocket(reason, 'socket-closed');
      return;
    }
    onTrace({ kind: 'ended', reason: 'greeting', cause: reason });
    dropSocket();
    log(`socket closed after our hello: ${reason}`);
    tryPort(ended.port, () => {
      scheduleRound();
      onEvent({ kind: 'socket-closed' });
    });
  }

  function loseSocket(reason: string, kind: 'socket-closed' | 'socket-dropped'): void {
    if (state.kind === 'live' && state.ended().livedMs >= STABLE_AFTER_MS) {
      backoff.reset();
      hello.trust();
    }
    dropSocket();
    log(`socket closed: ${reason}`);
    scheduleRound();
    poller.resume();
    onEvent({ kind });
  }

  function deny(denial: Denial): void {
    dropSocket();
    poller.pause();
    failedPolls = 0;
    toldUnreachable = false;
    loggedPort = null;
    state = { kind: 'waiting', cancelTimer: clock.setTimeout(beginRound, DENIED_PAUSE_MS) };
    onTrace({ kind: 'denied', denial });
    if (loggedDenial !== denial) log(`connection denied: ${denial}`);
    loggedDenial = denial;
    onEvent({ kind: 'denied', denial });
  }

  function pollDone(outcome: PollOutcome): void {
    if (outcome.kind === 'denied') {
      deny(outcome.denial);
      return;
    }
    if (outcome.kind === 'status') {
      const changed = failedPolls > 0 || (pollPort !== null && pollPort !== outcome.port);
      pollPort = outcome.port;
      if (changed) clientChanged();
      contactMade();
      if (loggedPort !== outcome.port) {
        loggedPort = outcome.port;
        onTrace({ kind: 'live', transport: 'polling', port: outcome.port });
        log(`polling port ${outcome.port}`);
      }
      onEvent({ ...outcome, transport: 'polling' });
      return;
    }
    failedPolls += 1;
    pollPort = null;
    if (failedPolls < POLLS_UNTIL_UNREACHABLE || toldUnreachable) return;
    toldUnreachable = true;
    loggedPort = null;
    onTrace({ kind: 'unreachable' });
    log('client unreachable');
    onEvent({ kind: 'unreachable' });
  }

  /** Where polling finds the client again, its socket is not far: the round that waits its turn begins now. */
  function clientChanged(): void {
    strangers.retry();
    if (state.kind !== 'waiting') return;
    state.cancelTimer();
    backoff.reset();
    beginRound();
  }

  function contactMade(): void {
    failedPolls = 0;
    toldUnreachable = false;
    loggedDenial = null;
  }

  /** Traces the end of a live socket that the overlay ends although the client is there. */
  function traceRequestedEnd(): void {
    if (state.kind === 'live') onTrace({ kind: 'ended', reason: 'requested', cause: null });
  }

  function ignoreFrame(why: IgnoredBecause): void {
    onTrace({ kind: 'frame-ignored', why });
  }

  /** An offer before the first status is of use only if a status follows, and no newer offer. */
  function ignoreEarlyOffer({ earlyOffer }: Extract<State, { kind: 'trying' }>): void {
    if (earlyOffer !== null) ignoreFrame('unexpected');
  }

  function dropTimer(): void {
    if (state.kind === 'live') state.stop();
    else if (state.kind !== 'stopped') state.cancelTimer();
  }

  /** Ends the timer and the socket that there are; whatever that socket still says is dropped. */
  function dropSocket(): void {
    dropTimer();
    const dropped = state;
    state = { kind: 'stopped' };
    if (dropped.kind === 'trying') ignoreEarlyOffer(dropped);
    if ('socket' in dropped) dropped.socket.terminate();
  }

  return {
    start() {
      if (state.kind !== 'stopped') return;
      beginRound();
      poller.resume();
    },
    send: (request) => (state.kind === 'live' ? state.send(request) : { sent: false }),
    reconnectNow() {
      if (state.kind === 'stopped') return;
      const wasLive = state.kind === 'live';
      traceRequestedEnd();
      dropSocket();
      poller.pause();
      backoff.reset();
      strangers.clear();
      pollPort = null;
      hello.trust();
      failedPolls = 0;
      log('reconnecting on request');
      beginRound();
      poller.resume();
      if (wasLive) onEvent({ kind: 'socket-dropped' });
    },
    stop() {
      traceRequestedEnd();
      dropTimer();
      poller.pause();
      const last = state;
      state = { kind: 'stopped' };
      if ('socket' in last) last.socket.close();
    },
    drop() {
      traceRequestedEnd();
      poller.pause();
      dropSocket();
    },
  };
}
