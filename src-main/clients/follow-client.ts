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

/** Hears everything that happens with one client, and changes nothing. */
export interface ClientObserver extends Required<Pick<OverlayStoreOptions, 'onTransition'>> {
  readonly onTrace: OnTrace;
}

export interface FollowClientOptions extends Pick<ConnectionOptions, 'clock' | 'random'> {
  readonly transportsFor: (entry: ClientEntry) => Transports;
  /** Called when a client comes to be followed, for someone who wants to know all that happens with it. */
  readonly observe: (entry: ClientEntry) => ClientObserver;
  readonly log: (message: string) => void;
  /** The time of day, in milliseconds since 1970. */
  readonly nowEpochMs: () => number;
  /** Called when `snapshot()` has changed. */
  readonly onChange: () => void;
  /** Called when an answer of the client begins or grows. */
  readonly onAnswer: (answer: AnnouncedAnswer) => void;
  /** Called when the client asks for something that it may ask for. */
  readonly onAction: (action: ClientAction) => void;
}

/** What following a client takes. */
export interface Following {
  readonly entry: ClientEntry;
  readonly context: ViewContext;
  /** As whom we come. */
  readonly overlay: OverlayIdentity;
}

/** One client that is followed: its connection, and what follows from what it says. */
export interface FollowedClient {
  readonly id: string;
  snapshot(): ClientSnapshot;
  /** The state as it is now, which may not be published yet. */
  state(): OverlayState;
  dispatch(event: OverlayEvent): void;
  /** Send a command, once, if its button is enabled. */
  press(request: CommandRequest): void;
  start(): void;
  reconnectNow(): void;
  /** Goes on with what the settings say of the same client; begins again when it is to be reached in another way. */
  update(following: Following): void;
  /** Ends the connection and the timers; nothing is told any more. */
  stop(): void;
}

/** Prepares to follow a client; nothing is opened before `start()`. */
export function followClient(first: Following, options: FollowClientOptions): FollowedClient {
  const { clock, random, transportsFor, log, onChange, onAnswer, onAction } = options;
  const { id, pairing } = first.entry;
  let following = first;

  const observer = options.observe(first.entry);
  /** null: nothing yet. */
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

/** Where a paired client is looked for is told while nothing answers there. */
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
