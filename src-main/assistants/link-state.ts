import type { Denial } from '../../src-shared/overlay-state.ts';
import type { LinkEvent } from './assistant.ts';
import type { Pace } from './backoff.ts';
import { strangerPauseMs } from './stranger-pause.ts';
import type { TraceEvent } from './trace.ts';
import { isCleanClose } from './web-socket.ts';

/** The decisions of a link over one WebSocket to one address: when to open it, and how to go on after its end. Pure. */

/** A socket that lived this long was stable: the backoff starts again after its end. */
const STABLE_AFTER_MS = 5_000;

/** An outage that lasts this long, and in which an attempt has just failed, is worth telling. */
const UNREACHABLE_AFTER_MS = 1_000;

/** From the end of a socket that flooded us to the next attempt. */
const FLOOD_PAUSE_MS = 10_000;

export interface LinkState {
  /** `opened`: the socket is open, and has yet to prove that the assistant is behind it. */
  readonly at: 'stopped' | 'waiting' | 'opening' | 'opened' | 'live';
  /** When the last attempt began, and when the link became live (monotonic clock). */
  readonly attemptAtMs: number;
  readonly liveAtMs: number;
  /** When the outage began (monotonic clock); null while the link is live. */
  readonly outageAtMs: number | null;
  /** Attempts since the last stable socket, or since the user reconnected. */
  readonly rounds: number;
  /** Sockets in a row that opened and proved nothing. */
  readonly strangers: number;
  /** The outage has been reported. */
  readonly isUnreachable: boolean;
}

export const STOPPED_LINK: LinkState = {
  at: 'stopped',
  attemptAtMs: 0,
  liveAtMs: 0,
  outageAtMs: null,
  rounds: 0,
  strangers: 0,
  isUnreachable: false,
};

export type LinkInput =
  | { readonly kind: 'start' | 'stop' | 'reconnect' }
  /** The wait is over. */
  | { readonly kind: 'due' }
  | { readonly kind: 'opened' }
  /** The first message that shows the assistant behind the socket. */
  | { readonly kind: 'proved' }
  /** The assistant refuses us in its own words. */
  | { readonly kind: 'refused'; readonly denial: Denial }
  /** The socket has ended; as `onClose` gets it. */
  | { readonly kind: 'closed'; readonly cause: string; readonly denial: Denial | null }
  /** No proof came in time. */
  | { readonly kind: 'late' }
  /** No pong came in time. */
  | { readonly kind: 'silent' }
  /** More came than the link reads. */
  | { readonly kind: 'flooded' };

export type LinkEffect =
  | { readonly kind: 'open' }
  /** The socket is live: begin its heartbeat. */
  | { readonly kind: 'go-live' }
  | { readonly kind: 'wait'; readonly delayMs: number }
  | { readonly kind: 'close' | 'terminate' }
  | { readonly kind: 'emit'; readonly event: LinkEvent }
  | { readonly kind: 'trace'; readonly event: TraceEvent };

export interface LinkStep {
  readonly state: LinkState;
  /** In the order in which to run them. */
  readonly effects: readonly LinkEffect[];
}

/** The inputs of the decisions besides the state. */
export interface LinkMoment {
  /** The monotonic clock. */
  readonly nowMs: number;
  /** 0 (included) to 1 (excluded). */
  readonly random: number;
  /** The address's port, for the trace. */
  readonly port: number;
  readonly pace: Pace;
}

const emit = (event: LinkEvent): LinkEffect => ({ kind: 'emit', event });
const trace = (event: TraceEvent): LinkEffect => ({ kind: 'trace', event });
const TERMINATE: LinkEffect = { kind: 'terminate' };

/** Return the next state and the effects of an input. An input that means nothing in a state changes nothing. */
export function reduceLink(state: LinkState, input: LinkInput, moment: LinkMoment): LinkStep {
  const isAttempting = state.at === 'opening' || state.at === 'opened';
  const hasSocket = isAttempting || state.at === 'live';
  switch (input.kind) {
    case 'start':
      return state.at === 'stopped' ? attempt({ ...STOPPED_LINK, outageAtMs: moment.nowMs }, moment) : same(state);
    case 'due':
      return state.at === 'waiting' ? attempt(state, moment) : same(state);
    case 'opened':
      return state.at === 'opening' ? { state: { ...state, at: 'opened' }, effects: [] } : same(state);
    case 'proved':
      return isAttempting ? goLive(state, moment) : same(state);
    case 'refused':
      return hasSocket ? deny(state, input.denial, moment) : same(state);
    case 'late':
      return isAttempting ? fail(state, 'no proof in time', moment) : same(state);
    case 'closed':
      if (!hasSocket) return same(state);
      if (input.denial !== null) return deny(state, input.denial, moment);
      return state.at === 'live' ? lose(state, input, moment) : fail(state, input.cause, moment);
    case 'silent':
    case 'flooded':
      return state.at === 'live' ? lose(state, input, moment) : same(state);
    case 'reconnect':
      return state.at === 'stopped' ? same(state) : reconnect(state, moment);
    case 'stop':
      return stop(state);
  }
}

function same(state: LinkState): LinkStep {
  return { state, effects: [] };
}

function attempt(state: LinkState, { nowMs, port }: LinkMoment): LinkStep {
  return {
    state: { ...state, at: 'opening', attemptAtMs: nowMs },
    effects: [trace({ kind: 'attempt', port }), { kind: 'open' }],
  };
}

function goLive(state: LinkState, { nowMs, port }: LinkMoment): LinkStep {
  return {
    state: { ...state, at: 'live', liveAtMs: nowMs, outageAtMs: null, strangers: 0, isUnreachable: false },
    effects: [trace({ kind: 'live', transport: 'socket', port }), { kind: 'go-live' }],
  };
}

/** The assistant is not behind the address. */
function fail(state: LinkState, cause: string, moment: LinkMoment): LinkStep {
  const { nowMs, port } = moment;
  const strangers = state.at === 'opened' ? state.strangers + 1 : 0;
  const outageAtMs = state.outageAtMs ?? nowMs;
  const tellsOutage = !state.isUnreachable && nowMs - outageAtMs >= UNREACHABLE_AFTER_MS;
  const delayMs = Math.max(nextAttemptInMs(state, moment), strangerPauseMs(strangers));
  return {
    state: {
      ...state,
      at: 'waiting',
      rounds: state.rounds + 1,
      strangers,
      outageAtMs,
      isUnreachable: state.isUnreachable || tellsOutage,
    },
    effects: [
      TERMINATE,
      ...(strangers === 1 ? [trace({ kind: 'stranger', port, cause })] : []),
      ...(tellsOutage ? [trace({ kind: 'unreachable' }), emit({ kind: 'unreachable' })] : []),
      { kind: 'wait', delayMs },
    ],
  };
}

/** A live socket has ended, or is of no use any more. */
function lose(
  state: LinkState,
  input: Extract<LinkInput, { kind: 'closed' | 'silent' | 'flooded' }>,
  moment: LinkMoment,
): LinkStep {
  const { nowMs } = moment;
  const calm = nowMs - state.liveAtMs >= STABLE_AFTER_MS ? { ...state, rounds: 0 } : state;
  const delayMs = input.kind === 'flooded' ? FLOOD_PAUSE_MS : nextAttemptInMs(calm, moment);
  return {
    state: { ...calm, at: 'waiting', rounds: calm.rounds + 1, outageAtMs: nowMs },
    effects: [
      trace(endOf(input)),
      TERMINATE,
      { kind: 'wait', delayMs },
      emit({ kind: input.kind === 'closed' ? 'socket-closed' : 'socket-dropped' }),
    ],
  };
}

function endOf(input: Extract<LinkInput, { kind: 'closed' | 'silent' | 'flooded' }>): TraceEvent {
  switch (input.kind) {
    case 'silent':
      return { kind: 'ended', reason: 'silent', cause: null };
    case 'flooded':
      return { kind: 'ended', reason: 'lost', cause: 'flood' };
    case 'closed':
      return { kind: 'ended', reason: isCleanClose(input.cause) ? 'closed' : 'lost', cause: input.cause };
  }
}

function nextAttemptInMs({ attemptAtMs, rounds }: LinkState, { nowMs, random, pace }: LinkMoment): number {
  return pace.nextAttemptInMs(rounds, random, nowMs - attemptAtMs);
}

function deny(state: LinkState, denial: Denial, { random, pace }: LinkMoment): LinkStep {
  return {
    state: { ...state, at: 'waiting', strangers: 0, isUnreachable: false },
    effects: [
      TERMINATE,
      { kind: 'wait', delayMs: pace.afterDenialMs(random) },
      trace({ kind: 'denied', denial }),
      emit({ kind: 'denied', denial }),
    ],
  };
}

function reconnect(state: LinkState, moment: LinkMoment): LinkStep {
  const wasLive = state.at === 'live';
  const calm: LinkState = { ...state, rounds: 0, strangers: 0, outageAtMs: state.outageAtMs ?? moment.nowMs };
  const { state: next, effects } = attempt(calm, moment);
  return {
    state: next,
    effects: [
      ...(wasLive ? [ENDED_ON_REQUEST] : []),
      TERMINATE,
      trace({ kind: 'reconnect' }),
      ...effects,
      ...(wasLive ? [emit({ kind: 'socket-dropped' })] : []),
    ],
  };
}

function stop(state: LinkState): LinkStep {
  const effects: readonly LinkEffect[] = state.at === 'live' ? [ENDED_ON_REQUEST, { kind: 'close' }] : [TERMINATE];
  return { state: STOPPED_LINK, effects };
}

const ENDED_ON_REQUEST = trace({ kind: 'ended', reason: 'requested', cause: null });
