import { isDeepStrictEqual } from 'node:util';
import { type CommandRequest, switchMonitoring } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { ClientState } from '../../src-shared/settings-contract.ts';
import { translator } from '../../src-shared/strings.ts';
import type { ConnectionOptions } from '../assistants/asystent/connection.ts';
import type { GivenAnswer } from '../overlay/answer-history.ts';
import type { ClientAction } from '../overlay/client-action.ts';
import type { OverlayEvent } from '../overlay/model.ts';
import type { AnnouncedAnswer } from '../overlay/transition.ts';
import { chooseClient } from './choose-client.ts';
import { addressesOf, type ClientEntry } from './client-list.ts';
import {
  type FollowClientOptions,
  type FollowedClient,
  type Following,
  followClient,
  type Transports,
} from './follow-client.ts';

/** A press this soon after another client came to be shown was meant for the one before: nobody reacts so fast. */
export const MEANT_FOR_LAST_MS = 200;

/** Whom to follow, as whom, and how to draw what they say. */
export interface ClientsSettings extends Pick<Following, 'context' | 'overlay'> {
  /** In the order of the settings; their ids differ. */
  readonly entries: readonly [ClientEntry, ...ClientEntry[]];
}

export interface ClientsOptions extends Pick<ConnectionOptions, 'clock' | 'random'> {
  readonly initial: ClientsSettings;
  readonly transportsFor: (entry: ClientEntry) => Transports;
  readonly observe: FollowClientOptions['observe'];
  readonly nowEpochMs: FollowClientOptions['nowEpochMs'];
  /** Called with each state to be drawn that differs from the one before; the first is `state()` at creation. */
  readonly onState: (state: OverlayState) => void;
  /** Called when what `states()` says has changed. */
  readonly onStates: () => void;
  /** Called when an answer of any client begins or grows, whoever is shown. */
  readonly onAnswer: (answer: GivenAnswer) => void;
  /** Called with what a client may ask of the overlay and has asked. */
  readonly onAction: (action: ClientAction) => void;
  readonly log: (message: string) => void;
}

/** All clients that the overlay follows, as if they were one: the rest of the app sees the one that is shown. */
export interface Clients {
  /** The state to be drawn, as it is now. */
  state(): OverlayState;
  /** The id of the client whose state that is. */
  shownId(): string;
  /** How each client stands, in the order of the settings. */
  states(): readonly ClientState[];
  /** Tells all of them what happens to the overlay as a whole, such as its being hidden. */
  dispatch(event: OverlayEvent): void;
  /** Shows what is hidden and hides what is shown, until the phase changes. */
  toggleVisibility(): void;
  /** Sends a command to the client that is shown, once, if its button would be enabled. */
  press(request: CommandRequest): void;
  /** Shows a client while all are quiet, instead of the first one. An unknown id undoes that. */
  pick(id: string): void;
  start(): void;
  reconnectNow(): void;
  /** The same for one client, such as one that has a new key; an unknown id is nobody's. */
  reconnect(id: string): void;
  /** Follows whom the settings say: who is new or gone or has moved begins or ends, the others go on. */
  update(settings: ClientsSettings): void;
  /** Ends all connections and timers. */
  stop(): void;
}

/** Prepares to follow the clients; nothing is opened before `start()`. */
export function createClients(options: ClientsOptions): Clients {
  const { clock, onState, onStates } = options;
  let { context, overlay } = options.initial;
  let isStarted = false;
  let pickedId: string | null = null;
  /** The last pause of the overlay, which holds for clients that come later too. */
  let snooze: OverlayEvent = { kind: 'snooze', snooze: null };
  let lastAnswerId = 0;

  const follow = (entry: ClientEntry): FollowedClient => {
    let answer = { number: 0, id: 0 };
    const onAnswer = ({ number, text }: AnnouncedAnswer) => {
      if (number !== answer.number) {
        lastAnswerId += 1;
        answer = { number, id: lastAnswerId };
      }
      options.onAnswer({ id: answer.id, clientId: entry.id, clientName: nameOf(client), text });
    };
    const client = followClient({ entry, context, overlay }, { ...options, onTold: settle, onAnswer });
    return client;
  };

  /** What the client is called where several are followed. */
  const nameOf = (client: FollowedClient) => client.entry().name ?? translator(context.language)('clients.local');

  const named = (client: FollowedClient, state: OverlayState): OverlayState =>
    clients.length === 1 ? state : { ...state, clientName: nameOf(client) };

  const statesNow = (): readonly ClientState[] =>
    clients.map((client) => {
      const { phase, transport } = client.told().state;
      return {
        id: client.entry().id,
        isLocal: client.entry().pairing === null,
        name: nameOf(client),
        phase,
        transport,
        ...client.standing(),
        addresses: addressesOf(client.entry()),
        isShown: client === shown,
      };
    });

  const choose = (currentId: string | null): FollowedClient => {
    const [first, ...others] = clients;
    const candidate = (client: FollowedClient) => ({ ...client.told(), client });
    return chooseClient([candidate(first), ...others.map(candidate)], currentId, pickedId).client;
  };

  /** Tells what has changed: whose state is shown, that state, how the clients stand. */
  const settle = () => {
    const before = shown;
    shown = clients.length === 1 ? clients[0] : choose(before.entry().id);
    if (shown !== before) {
      previous = before;
      shownSinceMs = clock.nowMs();
    }
    // What is to be seen goes first.
    const { state } = shown.told();
    const drawn = named(shown, state);
    if (shown !== before || state !== toldState || drawn.clientName !== toldName) {
      toldState = state;
      toldName = drawn.clientName;
      onState(drawn);
    }
    const states = statesNow();
    if (!isDeepStrictEqual(states, toldStates)) {
      toldStates = states;
      onStates();
    }
    // The user asked to see the overlay until something changes, and it has.
    if (shown !== before && before.told().state.visible && !before.told().isTelling) {
      before.dispatch({ kind: 'override', override: null });
    }
  };

  const [firstEntry, ...otherEntries] = options.initial.entries;
  let clients: readonly [FollowedClient, ...FollowedClient[]] = [follow(firstEntry), ...otherEntries.map(follow)];
  let shown = choose(null);
  /** Who was shown before, and since when `shown` is. */
  let previous = shown;
  let shownSinceMs = Number.NEGATIVE_INFINITY;
  let toldState = shown.told().state;
  let toldName = named(shown, toldState).clientName;
  let toldStates = statesNow();

  const state = () => named(shown, shown.state());

  const dispatch = (event: OverlayEvent) => {
    if (event.kind === 'snooze') snooze = event;
    if (event.kind !== 'override' || event.override === 'hide') {
      for (const client of clients) client.dispatch(event);
      return;
    }
    // Only the one that is shown is to be seen although it has nothing to show; the pause is over for all.
    shown.dispatch(event);
    if (event.override !== 'show') return;
    snooze = { kind: 'snooze', snooze: null };
    for (const client of clients) if (client !== shown) client.dispatch(snooze);
  };

  return {
    state,
    shownId: () => shown.entry().id,
    states: statesNow,
    dispatch,
    toggleVisibility: () => dispatch({ kind: 'override', override: state().visible ? 'hide' : 'show' }),
    press(request) {
      if (clock.nowMs() - shownSinceMs >= MEANT_FOR_LAST_MS) shown.press(request);
      // The request may say what the button of the client shown now would do.
      else if (request.command === 'set_monitoring') previous.press(switchMonitoring(previous.state().monitoring));
      else previous.press(request);
    },
    pick(id) {
      pickedId = id;
      settle();
      // Whoever picks knows who is shown.
      shownSinceMs = Number.NEGATIVE_INFINITY;
    },
    start() {
      isStarted = true;
      for (const client of clients) client.start();
    },
    reconnectNow() {
      for (const client of clients) client.reconnectNow();
    },
    reconnect(id) {
      clients.find((client) => client.entry().id === id)?.reconnectNow();
    },
    update(settings) {
      ({ context, overlay } = settings);
      const known = new Map(clients.map((client) => [client.entry().id, client]));
      const followed = settings.entries.map((entry) => {
        const client = known.get(entry.id);
        if (client === undefined) return begin(entry);
        known.delete(entry.id);
        client.update({ entry, context, overlay });
        return client;
      });
      const [first, ...others] = followed;
      if (first === undefined) return;
      clients = [first, ...others];
      for (const gone of known.values()) gone.stop();
      settle();
    },
    stop() {
      for (const client of clients) client.stop();
    },
  };

  function begin(entry: ClientEntry): FollowedClient {
    const client = follow(entry);
    client.dispatch(snooze);
    if (isStarted) client.start();
    return client;
  }
}
