import type { CommandRequest } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { createSignal } from '../../src-shared/signal.ts';
import type { Action } from '../assistants/assistant.ts';
import type { GivenAnswer } from '../overlay/answer-history.ts';
import { createEffectQueue } from '../overlay/effect-queue.ts';
import type { ClientEntry } from './client-list.ts';
import { type FollowClientOptions, type FollowedClient, type Following, followClient } from './follow-client.ts';
import {
  type ClientsEffect,
  type ClientsEvent,
  initialClientsState,
  named,
  type OverallEvent,
  reduceClients,
  type Snapshots,
} from './reduce-clients.ts';

/** The clients to follow, how to introduce the overlay, and how to draw it. */
export interface ClientsSettings extends Pick<Following, 'context' | 'overlay'> {
  /** In the order of the settings; their ids differ. */
  readonly entries: readonly [ClientEntry, ...ClientEntry[]];
}

export interface ClientsOptions extends Omit<FollowClientOptions, 'onChange' | 'onAnswer' | 'onLevel' | 'onAction'> {
  readonly initial: ClientsSettings;
}

/**
 * Prepare to follow the clients as one: the rest of the app sees the client that is shown. Nothing is opened before
 * `start()`.
 */
export function createClientsController(options: ClientsOptions) {
  const { clock } = options;
  const drawn = createSignal<OverlayState>();
  const statesChanged = createSignal();
  const answered = createSignal<GivenAnswer>();
  const levelChanged = createSignal<number | null>();
  const requested = createSignal<Action>();
  const dismissed = createSignal<string>();
  let { context, overlay } = options.initial;
  let isStarted = false;
  const [firstEntry, ...otherEntries] = options.initial.entries;
  let clients: readonly [FollowedClient, ...FollowedClient[]] = [follow(firstEntry), ...otherEntries.map(follow)];
  let state = initialClientsState(snapshots());
  const handle = createEffectQueue(step, run);
  const dispatch = (event: OverallEvent) => handle({ kind: 'overall', event });
  const drawnState = () => {
    const shown = state.clients.find(({ id }) => id === state.shownId) ?? state.clients[0];
    return named(clientOf(shown.id)?.state() ?? shown.state, shown, state.clients);
  };

  return {
    /** Return the state to draw, as it is now. */
    state: drawnState,
    /** Return the id of the client that is shown. */
    shownId: () => state.shownId,
    /** Return the state of each client, in the order of the settings. */
    states: () => state.publishedStates,
    /** The state to draw has changed. */
    onState: drawn.subscribe,
    /** `states()` has changed. */
    onStates: statesChanged.subscribe,
    /** An answer of any client, shown or not, has begun or grown. */
    onAnswer: answered.subscribe,
    /** How loud the client that is shown hears the user, from 0 to 1, has changed; null: unknown. */
    onLevel: levelChanged.subscribe,
    /** A client makes a permitted request of the overlay. */
    onAction: requested.subscribe,
    /** There is nothing left to show of a guest that has gone. Called with its id. */
    onDismissed: dismissed.subscribe,
    dispatch,
    /** Send a command to the client that is shown, once, if its button is enabled. */
    press: (request: CommandRequest) => handle({ kind: 'press', request }),
    /** Prefer a client while all are quiet. An unknown id ends the preference. */
    pick: (id: string) => handle({ kind: 'pick', id }),
    start(): void {
      isStarted = true;
      for (const client of clients) client.start();
    },
    reconnectNow(): void {
      for (const client of clients) client.reconnectNow();
    },
    /** Reconnect one client, such as one with a new key; ignores an unknown id. */
    reconnect: (id: string) => clientOf(id)?.reconnectNow(),
    /** Follow the clients in the settings: connect those that are new or have moved, end those that are gone. */
    update(settings: ClientsSettings): void {
      ({ context, overlay } = settings);
      const before = clients;
      const [first, ...others] = settings.entries;
      clients = [followOn(first), ...others.map(followOn)];
      for (const client of before) if (!clients.includes(client)) client.stop();
      noteChange();
    },
    /** End all connections and timers. */
    stop(): void {
      for (const client of clients) client.stop();
    },
  };

  function step(event: ClientsEvent): readonly ClientsEffect[] {
    const next = reduceClients(state, event, clock.nowMs());
    const hasMoved = next.state.shownId !== state.shownId;
    state = next.state;
    if (hasMoved) levelChanged.emit(null);
    return next.effects;
  }

  function run(effect: ClientsEffect): null {
    switch (effect.kind) {
      case 'dispatch':
        clientOf(effect.id)?.dispatch(effect.event);
        break;
      case 'publish':
        drawn.emit(effect.state);
        break;
      case 'publish-states':
        statesChanged.emit();
        break;
      case 'announce':
        answered.emit(effect.answer);
        break;
      case 'dismiss':
        dismissed.emit(effect.id);
        break;
    }
    return null;
  }

  function noteChange(): void {
    handle({ kind: 'changed', clients: snapshots() });
  }

  function snapshots(): Snapshots {
    const [first, ...others] = clients;
    return [first.snapshot(), ...others.map((client) => client.snapshot())];
  }

  function clientOf(id: string): FollowedClient | undefined {
    return clients.find((client) => client.id === id);
  }

  function follow(entry: ClientEntry): FollowedClient {
    return followClient(
      { entry, context, overlay },
      {
        ...options,
        onChange: noteChange,
        onAnswer(answer) {
          const from = clientOf(entry.id);
          if (from !== undefined) handle({ kind: 'answer', id: entry.id, answer, state: from.state() });
        },
        onLevel(level) {
          if (entry.id === state.shownId) levelChanged.emit(level);
        },
        onAction: requested.emit,
      },
    );
  }

  /** Update a client that is followed already, or begin to follow it. */
  function followOn(entry: ClientEntry): FollowedClient {
    const known = clientOf(entry.id);
    known?.update({ entry, context, overlay });
    if (known !== undefined) return known;
    const client = follow(entry);
    client.dispatch(state.present);
    if (isStarted) client.start();
    return client;
  }
}
