import { isDeepStrictEqual } from 'node:util';
import type { CommandRequest, OverlayState } from '../../src-preload/contract.ts';
import type { ConnectionEvent, ConnectionOptions } from '../connection/connection.ts';
import { createReplaceableConnection } from '../connection/replaceable-connection.ts';
import { createIntents } from '../overlay/intents.ts';
import type { OverlayEvent } from '../overlay/model.ts';
import { createOverlayStore } from '../overlay/store.ts';
import type { ViewContext } from '../overlay/view.ts';
import type { Candidate } from './choose-client.ts';
import type { ClientEntry } from './client-list.ts';

/** How a client is reached. */
export type Transports = Pick<ConnectionOptions, 'openSocket' | 'poll'>;

export interface FollowClientOptions extends Pick<ConnectionOptions, 'clock' | 'random' | 'overlay'> {
  readonly transportsFor: (entry: ClientEntry) => Transports;
  readonly log: (message: string) => void;
  /** Called after each event of the connection, when the client's own state knows of it. */
  readonly onEvent: (event: ConnectionEvent) => void;
  /** Called when what `told()` says has changed. */
  readonly onTold: () => void;
}

/** A client's state as it was told last. */
export interface Told extends Candidate {
  readonly state: OverlayState;
}

/** One client that is followed: its connection, and what follows from what it says. */
export interface FollowedClient {
  entry(): ClientEntry;
  told(): Told;
  /** The state as it is now. */
  state(): OverlayState;
  dispatch(event: OverlayEvent): void;
  /** Sends a command, once, if its button would be enabled. */
  press(request: CommandRequest): void;
  start(): void;
  reconnectNow(): void;
  /** Goes on with what the settings say of the same client; begins again when it is to be reached in another way. */
  update(entry: ClientEntry, context: ViewContext): void;
  /** Ends the connection and the timers; nothing is told any more. */
  stop(): void;
}

/** Prepares to follow a client; nothing is opened before `start()`. */
export function followClient(
  firstEntry: ClientEntry,
  firstContext: ViewContext,
  options: FollowClientOptions,
): FollowedClient {
  const { overlay, clock, random, transportsFor, onTold } = options;
  let entry = firstEntry;
  const { id } = entry;

  const store = createOverlayStore(clock, contextOf(entry, firstContext), (state, isTelling) => {
    told = { id, state, isTelling };
    onTold();
  });
  let told: Told = { id, state: store.state(), isTelling: false };
  const connection = createReplaceableConnection({
    ...routeTo(entry, transportsFor),
    overlay,
    clock,
    random,
    log: entry.pairing === null ? options.log : (message) => options.log(`client ${id}: ${message}`),
    onEvent(event) {
      store.dispatch(event);
      options.onEvent(event);
    },
  });
  const { press } = createIntents(store, connection.send);

  return {
    entry: () => entry,
    told: () => told,
    state: store.state,
    dispatch: store.dispatch,
    press,
    start: connection.start,
    reconnectNow: connection.reconnectNow,
    update(next, context) {
      const isMoved = !isDeepStrictEqual(wayTo(next), wayTo(entry));
      entry = next;
      store.setContext(contextOf(entry, context));
      if (isMoved) connection.replace(routeTo(entry, transportsFor));
    },
    stop() {
      connection.stop();
      store.stop();
    },
  };
}

/** What the client's own ports are is shown while it is connecting. */
function contextOf({ wsPorts }: ClientEntry, context: ViewContext): ViewContext {
  return { ...context, wsPorts };
}

/** Everything in an entry that the connection depends on: not the name. */
function wayTo({ wsPorts, httpPorts, pairing }: ClientEntry): unknown {
  return { wsPorts, httpPorts, pairing: pairing && { ...pairing, name: null } };
}

function routeTo(entry: ClientEntry, transportsFor: FollowClientOptions['transportsFor']) {
  return { wsPorts: entry.wsPorts, httpPorts: entry.httpPorts, ...transportsFor(entry) };
}
