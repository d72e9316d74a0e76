import type { Denial } from '../../../src-shared/overlay-state.ts';
import { MAIN_SERVER_PORT } from '../../../src-shared/settings-limits.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Assistant, LinkEvent, OverlayIdentity } from '../assistant.ts';
import { backoffMs } from '../backoff.ts';
import type { OnTrace } from '../trace.ts';
import { createHelloPolicy } from './hello-policy.ts';
import type { ClientEvent } from './live-socket.ts';
import { createPoller, type PollOutcome } from './poller.ts';
import type { Poll } from './polling-transport.ts';
import type { Status } from './protocol-status.ts';
import { openSession, type Session, type SessionEnd } from './session.ts';
import type { OpenSocket } from './socket-transport.ts';
import { createStrangers } from './strangers.ts';

export type ConnectionEvent =
  | ClientEvent
  | { readonly kind: 'status'; readonly status: Status; readonly transport: 'polling'; readonly port: number }
  | LinkEvent;

export interface Connection extends Assistant {
  /** End at once: no socket is left when this returns. `stop` may leave one whose closing handshake the client delays. */
  drop(): void;
}

export interface ConnectionOptions {
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
  /** Our identity for the hello. */
  readonly overlay: OverlayIdentity;
  readonly clock: Clock;
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number;
  readonly openSocket: OpenSocket;
  readonly poll: Poll;
  readonly onEvent: (event: ConnectionEvent) => void;
  /** Called with each step, and before the event that follows from it. */
  readonly onTrace?: OnTrace;
}

/** A socket that lived this long was stable: the backoff starts again after its end. */
const STABLE_AFTER_MS = 5_000;

/** From a denial to the next attempt. Trying a key more often would look like guessing. */
const DENIED_PAUSE_MS = 60_000;

/** Failed polls in a row before the client counts as gone. */
const POLLS_UNTIL_UNREACHABLE = 2;

type State =
  | { readonly kind: 'stopped' }
  /** Between two rounds over the ports. */
  | { readonly kind: 'waiting'; readonly cancelTimer: () => void }
  | Session;

/**
 * Connect to the client: by socket where possible, by polling while no socket is open. There is never more than one
 * socket.
 * @throws RangeError when a list holds port 8001.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const { wsPorts, httpPorts, overlay, clock, openSocket, onEvent, onTrace = () => {} } = options;
  if ([...wsPorts, ...httpPorts].includes(MAIN_SERVER_PORT)) {
    throw new RangeError(`Port ${MAIN_SERVER_PORT} is the assistant's main server; an overlay must not connect to it`);
  }

  const hello = createHelloPolicy();
  const poller = createPoller({ ports: httpPorts, clock, poll: options.poll, onDone: onPolled, onTrace });
  let state: State = { kind: 'stopped' };
  let roundStartMs = 0;
  /** Rounds since the last stable connection, or since the user reconnected. */
  let rounds = 0;
  /** Polling goes on while one of these ports opens a socket. */
  const strangers = createStrangers();
  /** The port that answered the last poll; null when none did. */
  let pollPort: number | null = null;
  let failedPolls = 0;
  let isUnreachable = false;
  /** The polling port that was announced last, while it is in use. */
  let announcedPort: number | null = null;
  let lastId = 0;
  const nextId = () => String(++lastId);

  function beginRound(): void {
    roundStartMs = clock.nowMs();
    tryPorts(wsPorts);
  }

  function tryPorts(ports: readonly number[]): void {
    const [port, ...others] = ports;
    if (port === undefined) scheduleRound();
    // While polling works, a stranger's port can wait; otherwise only a socket can bring the state.
    else if (pollPort !== null && !strangers.isDue(port, clock.nowMs())) tryPorts(others);
    else tryPort(port, () => tryPorts(others));
  }

  /** Measured from the start of the last round, so that the next one follows a long round at once. */
  function scheduleRound(): void {
    const delayMs = backoffMs(rounds, options.random());
    rounds += 1;
    wait(Math.max(0, roundStartMs + delayMs - clock.nowMs()));
  }

  function wait(delayMs: number): void {
    state = { kind: 'waiting', cancelTimer: clock.setTimeout(beginRound, delayMs) };
  }

  /** @param onFailed called when the client is not behind the port. */
  function tryPort(port: number, onFailed: () => void): void {
    state = openSession({
      port,
      clock,
      overlay,
      openSocket,
      hello,
      nextId,
      onOpen() {
        if (!strangers.has(port)) poller.pause();
      },
      onLive: () => onLive(port),
      onEvent,
      onEnd: (end) => onSessionEnd(port, end, onFailed),
      onTrace,
    });
  }

  function onLive(port: number): void {
    poller.pause();
    strangers.remove(port);
    pollPort = null;
    announcedPort = null;
    onContact();
  }

  function onSessionEnd(port: number, end: SessionEnd, onFailed: () => void): void {
    switch (end.kind) {
      case 'failed':
        if (end.isOpened && strangers.add(port, clock.nowMs())) {
          onTrace({ kind: 'stranger', port, cause: end.cause });
        }
        poller.resume();
        onFailed();
        break;
      case 'denied':
        deny(end.denial);
        break;
      case 'ended':
        if (end.reason === 'greeting') reconnectWithoutHello(port);
        else onLost(end);
        break;
    }
  }

  /** The outage is reported only if the client does not come back at once. */
  function reconnectWithoutHello(port: number): void {
    tryPort(port, () => {
      scheduleRound();
      onEvent({ kind: 'socket-closed' });
    });
  }

  function onLost({ reason, livedMs }: Extract<SessionEnd, { kind: 'ended' }>): void {
    if (livedMs >= STABLE_AFTER_MS) {
      rounds = 0;
      hello.trust();
    }
    scheduleRound();
    poller.resume();
    onEvent({ kind: reason === 'silent' ? 'socket-dropped' : 'socket-closed' });
  }

  function deny(denial: Denial): void {
    leave();
    poller.pause();
    failedPolls = 0;
    isUnreachable = false;
    announcedPort = null;
    wait(DENIED_PAUSE_MS);
    onTrace({ kind: 'denied', denial });
    onEvent({ kind: 'denied', denial });
  }

  function onPolled(outcome: PollOutcome): void {
    switch (outcome.kind) {
      case 'denied':
        deny(outcome.denial);
        break;
      case 'status':
        onPolledStatus(outcome);
        break;
      case 'failed':
        onFailedPoll();
        break;
    }
  }

  function onPolledStatus({ status, port }: Extract<PollOutcome, { kind: 'status' }>): void {
    const isNews = failedPolls > 0 || (pollPort !== null && pollPort !== port);
    pollPort = port;
    if (isNews) hurryRound();
    onContact();
    if (announcedPort !== port) {
      announcedPort = port;
      onTrace({ kind: 'live', transport: 'polling', port });
    }
    onEvent({ kind: 'status', status, transport: 'polling', port });
  }

  function onFailedPoll(): void {
    failedPolls += 1;
    pollPort = null;
    if (failedPolls < POLLS_UNTIL_UNREACHABLE || isUnreachable) return;
    isUnreachable = true;
    announcedPort = null;
    onTrace({ kind: 'unreachable' });
    onEvent({ kind: 'unreachable' });
  }

  /** Where polling finds the client again, its socket follows soon: begin the next round now. */
  function hurryRound(): void {
    strangers.retry();
    if (state.kind !== 'waiting') return;
    state.cancelTimer();
    rounds = 0;
    beginRound();
  }

  function onContact(): void {
    failedPolls = 0;
    isUnreachable = false;
  }

  /** End the session or the wait at once. */
  function leave(): void {
    if (state.kind === 'waiting') state.cancelTimer();
    if (state.kind === 'session') state.terminate();
    state = { kind: 'stopped' };
  }

  return {
    start() {
      if (state.kind !== 'stopped') return;
      beginRound();
      poller.resume();
    },
    send: (request) => (state.kind === 'session' ? state.send(request) : { sent: false, reason: 'no-link' }),
    reconnectNow() {
      if (state.kind === 'stopped') return;
      const wasLive = state.kind === 'session' && state.isLive();
      leave();
      poller.pause();
      rounds = 0;
      strangers.clear();
      pollPort = null;
      hello.trust();
      failedPolls = 0;
      onTrace({ kind: 'reconnect' });
      beginRound();
      poller.resume();
      if (wasLive) onEvent({ kind: 'socket-dropped' });
    },
    stop() {
      poller.pause();
      if (state.kind === 'session') state.close();
      else leave();
      state = { kind: 'stopped' };
    },
    drop() {
      poller.pause();
      leave();
    },
  };
}
