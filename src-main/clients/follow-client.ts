import { isDeepStrictEqual } from 'node:util';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { Standing } from '../../src-shared/settings-contract.ts';
import type { ConnectionEvent, ConnectionOptions } from '../assistants/asystent/connection.ts';
import type { OverlayIdentity } from '../assistants/asystent/protocol.ts';
import { createReplaceableConnection, type Endpoint } from '../assistants/asystent/replaceable-connection.ts';
import type { OnTrace } from '../assistants/trace.ts';
import type { ClientAction } from '../overlay/client-action.ts';
import type { OverlayEvent, ViewContext } from '../overlay/model.ts';
import { createOverlayStore, type OverlayStoreOptions } from '../overlay/store.ts';
import type { AnnouncedAnswer } from '../overlay/transition.ts';
import { type ClientEntry, withPort } from './client-list.ts';
import type { ClientSnapshot } from './reduce-clients.ts';
import { standingAfter } from './standing.ts';

/** How a client is reached. */
export type Transports = Pick<ConnectionOptions, 'openSocket' | 'poll'>;

/** Observes one client, and changes nothing. */
export interface ClientObserver extends Required<Pick<OverlayStoreOptions, 'onTransition'>> {
  readonly onTrace: OnTrace;
}

export interface FollowClientOptions extends Pick<ConnectionOptions, 'clock' | 'random'> {
  readonly transportsFor: (entry: ClientEntry) => Transports;
  /** Called for each new client, to create its observer. */
  readonly observe: (entry: ClientEntry) => ClientObserver;
  readonly log: (message: string) => void;
  /** The time of day, in milliseconds since 1970. */
  readonly nowEpochMs: () => number;
  /** Called when `snapshot()` has changed. */
  readonly onChange: () => void;
  /** Called when an answer of the client begins or grows. */
  readonly onAnswer: (answer: AnnouncedAnswer) => void;
  /** Called when the client makes a permitted request of the overlay. */
  readonly onAction: (action: ClientAction) => void;
}

/** A client, and how to show it. */
export interface Following {
  readonly entry: ClientEntry;
  readonly context: ViewContext;
  /** How the overlay introduces itself. */
  readonly overlay: OverlayIdentity;
}

/** One followed client: its connection and its store. */
export interface FollowedClient {
  readonly id: string;
  snapshot(): ClientSnapshot;
  /** Return the state as it is now; it may not be published yet. */
  state(): OverlayState;
  dispatch(event: OverlayEvent): void;
  /** Send a command, once, if its button is enabled. */
  press(request: CommandRequest): void;
  start(): void;
  reconnectNow(): void;
  /** Apply new settings of the same client; reconnect only if its endpoint or our identity changed. */
  update(following: Following): void;
  /** End the connection and the timers; nothing is published any more. */
  stop(): void;
}

/** Prepare to follow a client; nothing is opened before `start()`. */
export function followClient(first: Following, options: FollowClientOptions): FollowedClient {
  const { clock, random, transportsFor, log, onChange, onAnswer, onAction } = options;
  const { id, pairing } = first.entry;
  let following = first;

  const observer = options.observe(first.entry);
  /** null before the first publication. */
  let published: Pick<ClientSnapshot, 'state' | 'hasNews'> | null = null;
  let standing: Standing = { kind: 'looking' };
  let sinceEpochMs = options.nowEpochMs();
  const connection = createReplaceableConnection({
    ...endpointOf(first, transportsFor),
    clock,
    random,
    onTrace: observer.onTrace,
    log: pairing === null ? log : (message) => log(`client ${id}: ${message}`),
    onEvent: take,
  });
  const store = createOverlayStore({
    clock,
    context: contextOf(first),
    send: connection.send,
    onPublish(state, hasNews) {
      published = { state, hasNews };
      onChange();
    },
    onAnswer,
    onAction,
    onTransition: observer.onTransition,
  });

  return {
    id,
    snapshot() {
      const { state, hasNews } = published ?? { state: store.state(), hasNews: false };
      return { id, entry: following.entry, state, hasNews, standing, sinceEpochMs };
    },
    state: store.state,
    dispatch: store.dispatch,
    press: (request) => store.dispatch({ kind: 'press', request }),
    start: connection.start,
    reconnectNow: connection.reconnectNow,
    update(next) {
      const isMoved = !isDeepStrictEqual(connectionKey(next), connectionKey(following));
      following = next;
      store.dispatch({ kind: 'context', context: contextOf(next) });
      if (isMoved) connection.replace(endpointOf(next, transportsFor));
    },
    stop() {
      connection.stop();
      store.stop();
    },
  };

  function take(event: ConnectionEvent): void {
    const before = standing;
    standing = standingAfter(before, event);
    if (standing !== before) sinceEpochMs = options.nowEpochMs();
    store.dispatch(event);
    if (standing !== before) onChange();
  }
}

/** The pill shows the address of a paired client while nothing answers there. */
function contextOf({ entry, context }: Following): ViewContext {
  return { ...context, address: entry.pairing && withPort(entry.pairing.url) };
}

/** Everything the connection depends on; the client's name is not part of it. */
function connectionKey({ entry, overlay }: Following): unknown {
  return { overlay, ...entry, name: null, pairing: entry.pairing && { ...entry.pairing, name: null } };
}

function endpointOf({ entry, overlay }: Following, transportsFor: FollowClientOptions['transportsFor']): Endpoint {
  return { wsPorts: entry.wsPorts, httpPorts: entry.httpPorts, overlay, ...transportsFor(entry) };
}
