import type { Command } from '../../src-preload/contract.ts';
import { MAIN_SERVER_PORT } from '../../src-preload/settings.ts';
import type { Clock } from '../system/clock.ts';
import { createBackoff } from './backoff.ts';
import { type Heartbeat, startHeartbeat } from './heartbeat.ts';
import { createPoller } from './poller.ts';
import type { Poll } from './polling-transport.ts';
import { commandFrame, parseFrame, type Status } from './protocol.ts';
import type { OpenSocket, Socket } from './socket-transport.ts';

export type ConnectionEvent =
  | {
      readonly kind: 'status';
      readonly status: Status;
      readonly transport: 'socket' | 'polling';
      readonly port: number;
    }
  /** The other side ended the live socket; what comes next follows. */
  | { readonly kind: 'socket-closed' }
  /** We ended it: the client had gone silent, or the user wants to begin again. */
  | { readonly kind: 'socket-dropped' }
  /** No socket, and two polls in a row failed; once per outage, also at the start when nothing ever answered. */
  | { readonly kind: 'unreachable' };

export interface Connection {
  start(): void;
  /** @returns false when there is no live socket: nothing was sent. */
  send(command: Command): boolean;
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
  readonly clock: Clock;
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number;
  readonly openSocket: OpenSocket;
  readonly poll: Poll;
  readonly onEvent: (event: ConnectionEvent) => void;
  /** Transitions only, never the client's texts. */
  readonly log?: (message: string) => void;
}

/**
 * A port has to show within this time, from the start of the attempt, that the client is behind it: handshake and a first
 * valid status frame. The client sends that frame at once; a literal 5 s would, with something silent on the
 * other port, break the promise to be back within 2.5 s of the client's return.
 */
const PROOF_DEADLINE_MS = 2_000;

/** A socket that lived this long was no fluke: the next attempt follows its end at once. */
const STABLE_AFTER_MS = 5_000;

/** Failed polls in a row before the client counts as gone. */
const POLLS_UNTIL_UNREACHABLE = 2;

type State =
  | { readonly kind: 'stopped' }
  /** Between two rounds over the ports. */
  | { readonly kind: 'waiting'; readonly cancelTimer: () => void }
  /** A socket that has yet to prove that the client is behind it. */
  | { readonly kind: 'trying'; readonly socket: Socket; opened: boolean; readonly cancelTimer: () => void }
  | { readonly kind: 'live'; readonly socket: Socket; readonly sinceMs: number; readonly heartbeat: Heartbeat };

/**
 * The way to the client: the socket first, polling while no socket is open, the socket again as soon as it can be had.
 * There is never more than one socket.
 * @throws RangeError when a list holds port 8001.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const { wsPorts, httpPorts, clock, openSocket, onEvent, log = () => {} } = options;
  if ([...wsPorts, ...httpPorts].includes(MAIN_SERVER_PORT)) {
    throw new RangeError(`Port ${MAIN_SERVER_PORT} is the assistant's main server; an overlay must not connect to it`);
  }

  const backoff = createBackoff(options.random);
  const poller = createPoller({ ports: httpPorts, clock, poll: options.poll, onDone: pollDone });
  let state: State = { kind: 'stopped' };
  let roundStartMs = 0;
  /** Ports that opened a socket and then failed to be the client: their opening alone stops polling no more. */
  const suspects = new Set<number>();
  let failedPolls = 0;
  let toldUnreachable = false;
  /** The polling port that the log knows of. */
  let loggedPort: number | null = null;

  function beginRound(): void {
    roundStartMs = clock.nowMs();
    tryPorts(wsPorts);
  }

  /** Measured from the start of the last round, so that one that took long is followed at once. */
  function scheduleRound(): void {
    const delayMs = Math.max(0, roundStartMs + backoff.nextMs() - clock.nowMs());
    state = { kind: 'waiting', cancelTimer: clock.setTimeout(beginRound, delayMs) };
  }

  function tryPorts(ports: readonly number[]): void {
    const [port, ...others] = ports;
    if (port === undefined) {
      scheduleRound();
      return;
    }

    const giveUp = (reason: string) => {
      if (state.kind === 'trying' && state.opened && !suspects.has(port)) {
        suspects.add(port);
        log(`port ${port} opens a socket but is not the client: ${reason}`);
      }
      dropSocket();
      poller.resume();
      tryPorts(others);
    };
    const socket = openSocket(port, {
      onOpen() {
        if (state.kind !== 'trying' || state.socket !== socket) return;
        state.opened = true;
        if (!suspects.has(port)) poller.pause();
      },
      onMessage(raw) {
        if (!('socket' in state) || state.socket !== socket) return;
        const status = parseFrame(raw);
        if (status === null) return;
        if (state.kind === 'trying') becomeLive(port, socket);
        onEvent({ kind: 'status', status, transport: 'socket', port });
      },
      onPong() {
        if (state.kind === 'live' && state.socket === socket) state.heartbeat.pongCame();
      },
      onClose(reason) {
        if (!('socket' in state) || state.socket !== socket) return;
        if (state.kind === 'live') loseSocket(reason, 'socket-closed');
        else giveUp(reason);
      },
    });
    state = {
      kind: 'trying',
      socket,
      opened: false,
      cancelTimer: clock.setTimeout(() => giveUp('no status in time'), PROOF_DEADLINE_MS),
    };
  }

  function becomeLive(port: number, socket: Socket): void {
    dropTimer();
    poller.pause();
    suspects.delete(port);
    contactMade();
    loggedPort = null;
    const heartbeat = startHeartbeat({
      clock,
      ping: socket.ping,
      onDead: () => loseSocket('no pong', 'socket-dropped'),
    });
    state = { kind: 'live', socket, sinceMs: clock.nowMs(), heartbeat };
    log(`socket live on port ${port}`);
  }

  function loseSocket(reason: string, kind: 'socket-closed' | 'socket-dropped'): void {
    if (state.kind === 'live' && clock.nowMs() - state.sinceMs >= STABLE_AFTER_MS) backoff.reset();
    dropSocket();
    log(`socket closed: ${reason}`);
    scheduleRound();
    poller.resume();
    onEvent({ kind });
  }

  function pollDone(answer: { readonly status: Status; readonly port: number } | null): void {
    if (answer !== null) {
      contactMade();
      if (loggedPort !== answer.port) log(`polling port ${answer.port}`);
      loggedPort = answer.port;
      onEvent({ kind: 'status', ...answer, transport: 'polling' });
      return;
    }
    failedPolls += 1;
    if (failedPolls < POLLS_UNTIL_UNREACHABLE || toldUnreachable) return;
    toldUnreachable = true;
    loggedPort = null;
    log('client unreachable');
    onEvent({ kind: 'unreachable' });
  }

  function contactMade(): void {
    failedPolls = 0;
    toldUnreachable = false;
  }

  function dropTimer(): void {
    if (state.kind === 'live') state.heartbeat.stop();
    else if (state.kind !== 'stopped') state.cancelTimer();
  }

  /** Ends the timer and the socket that there are; whatever that socket still says is dropped. */
  function dropSocket(): void {
    dropTimer();
    const dropped = state;
    state = { kind: 'stopped' };
    if ('socket' in dropped) dropped.socket.terminate();
  }

  return {
    start() {
      if (state.kind !== 'stopped') return;
      beginRound();
      poller.resume();
    },
    send(command) {
      return state.kind === 'live' && state.socket.send(commandFrame(command));
    },
    reconnectNow() {
      if (state.kind === 'stopped') return;
      const wasLive = state.kind === 'live';
      dropSocket();
      poller.pause();
      backoff.reset();
      suspects.clear();
      failedPolls = 0;
      log('reconnecting on request');
      beginRound();
      poller.resume();
      if (wasLive) onEvent({ kind: 'socket-dropped' });
    },
    stop() {
      dropTimer();
      poller.pause();
      const last = state;
      state = { kind: 'stopped' };
      if ('socket' in last) last.socket.close();
    },
    drop() {
      poller.pause();
      dropSocket();
    },
  };
}
