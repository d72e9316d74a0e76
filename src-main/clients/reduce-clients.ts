import { isDeepStrictEqual } from 'node:util';
import { KIND_NAMES } from '../../src-shared/assistant-address.ts';
import type { ClientState, Standing } from '../../src-shared/client-state.ts';
import { type CommandRequest, switchMonitoring } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { translator } from '../../src-shared/strings.ts';
import type { GivenAnswer } from '../overlay/answer-history.ts';
import type { OverlayEvent } from '../overlay/model.ts';
import { presentingAfterSleep } from '../overlay/presenting.ts';
import type { AnnouncedAnswer } from '../overlay/reduce.ts';
import { type Candidate, chooseClient } from './choose-client.ts';
import { addressesOf, type ClientEntry, isLocal } from './client-list.ts';

/** A press this soon after another client was shown is meant for the one before: nobody reacts so fast. */
export const MEANT_FOR_LAST_MS = 200;

/** One followed client: the state that it published last, and its connection. */
export interface ClientSnapshot extends Candidate {
  readonly entry: ClientEntry;
  readonly state: OverlayState;
  readonly standing: Standing;
  /** When this standing began, in milliseconds since 1970. */
  readonly sinceEpochMs: number;
}

/** In the order of the settings. */
export type Snapshots = readonly [ClientSnapshot, ...ClientSnapshot[]];

/** An event that concerns the overlay as a whole. */
export type OverallEvent = Extract<OverlayEvent, { readonly kind: 'override' | 'present' | 'slept' }>;

type PresentEvent = Extract<OverlayEvent, { readonly kind: 'present' }>;

/** Everything remembered of the clients together. Times are of the monotonic clock. */
export interface ClientsState {
  readonly clients: Snapshots;
  readonly shownId: string;
  /** The client shown before. `shownId` is shown since `shownSinceMs`. */
  readonly previousId: string;
  readonly shownSinceMs: number;
  /** The client that the user picked; null: none. */
  readonly pickedId: string | null;
  /** Whether the user presents something: it holds for clients that come later too. */
  readonly present: PresentEvent;
  /** By client, the newest answer: its number there, and its id among the answers of all. */
  readonly answers: Readonly<Record<string, { readonly number: number; readonly id: number }>>;
  readonly lastAnswerId: number;
  readonly published: OverlayState;
  readonly publishedStates: readonly ClientState[];
}

export type ClientsEvent =
  /** A client published a state, its connection changed, or other clients are followed. */
  | { readonly kind: 'changed'; readonly clients: Snapshots }
  /** `state`: the client's now, which may not be published yet. */
  | { readonly kind: 'answer'; readonly id: string; readonly answer: AnnouncedAnswer; readonly state: OverlayState }
  | { readonly kind: 'press'; readonly request: CommandRequest }
  | { readonly kind: 'pick'; readonly id: string }
  | { readonly kind: 'overall'; readonly event: OverallEvent };

export type ClientsEffect =
  | { readonly kind: 'dispatch'; readonly id: string; readonly event: OverlayEvent }
  /** Draw this state. */
  | { readonly kind: 'publish'; readonly state: OverlayState }
  /** `publishedStates` has changed. */
  | { readonly kind: 'publish-states' }
  | { readonly kind: 'announce'; readonly answer: GivenAnswer }
  /** There is nothing left to show of a guest that has gone. */
  | { readonly kind: 'dismiss'; readonly id: string };

export interface ClientsTransition {
  readonly state: ClientsState;
  readonly effects: readonly ClientsEffect[];
}

const NOT_PRESENTING: PresentEvent = { kind: 'present', presenting: null };

export function initialClientsState(clients: Snapshots): ClientsState {
  const shown = chooseClient(clients, null, null);
  return {
    clients,
    shownId: shown.id,
    previousId: shown.id,
    shownSinceMs: Number.NEGATIVE_INFINITY,
    pickedId: null,
    present: NOT_PRESENTING,
    answers: {},
    lastAnswerId: 0,
    published: named(shown.state, shown, clients),
    publishedStates: clientStates(clients, shown.id),
  };
}

/**
 * Return the state after an event, and the effects to run, in order. Pure and total.
 * @param nowMs the monotonic clock.
 */
export function reduceClients(before: ClientsState, event: ClientsEvent, nowMs: number): ClientsTransition {
  switch (event.kind) {
    case 'changed': {
      const isFollowed = (id: string) => event.clients.some((client) => client.id === id);
      const answers = Object.fromEntries(Object.entries(before.answers).filter(([id]) => isFollowed(id)));
      return publish({ ...before, clients: event.clients, answers }, nowMs);
    }
    case 'answer':
      return announce(before, event);
    case 'press': {
      const isForLast = nowMs - before.shownSinceMs < MEANT_FOR_LAST_MS;
      const effect = isForLast ? toPrevious(before, event.request) : to(before.shownId, event);
      return { state: before, effects: [effect] };
    }
    case 'pick': {
      const { state, effects } = publish({ ...before, pickedId: event.id }, nowMs);
      // The user has just picked the client, and knows which one is shown.
      return { state: { ...state, shownSinceMs: Number.NEGATIVE_INFINITY }, effects };
    }
    case 'overall':
      return passOn(before, event.event, nowMs);
  }
}

/** Return a client's state with the client's name, which only several clients need. */
export function named(state: OverlayState, client: ClientSnapshot, clients: Snapshots): OverlayState {
  return clients.length === 1 ? state : { ...state, clientName: nameOf(client, clients) };
}

function clientStates(clients: Snapshots, shownId: string): readonly ClientState[] {
  return clients.map((client) => {
    const { id, entry, state, standing, sinceEpochMs } = client;
    return {
      id,
      isLocal: isLocal(entry),
      name: nameOf(client, clients),
      phase: state.phase,
      transport: state.transport,
      standing,
      sinceEpochMs,
      addresses: addressesOf(entry),
      isShown: id === shownId,
    };
  });
}

/** Choose the client to show, and publish all changes. */
function publish(before: ClientsState, nowMs: number): ClientsTransition {
  const { clients, shownId } = before;
  const shown = chooseClient(clients, shownId, before.pickedId);
  const hasMoved = shown.id !== shownId;
  const published = named(shown.state, shown, clients);
  const publishedStates = clientStates(clients, shown.id);
  const left = hasMoved ? clients.find(({ id }) => id === shownId) : undefined;
  const effects: ClientsEffect[] = [];
  // Draw first: the user is looking at it.
  if (hasMoved || !isDeepStrictEqual(published, before.published)) effects.push({ kind: 'publish', state: published });
  if (!isDeepStrictEqual(publishedStates, before.publishedStates)) effects.push({ kind: 'publish-states' });
  // The user's Show lasts until something changes, and it has.
  if (left?.state.visible === true && !left.hasNews) effects.push(to(left.id, { kind: 'override', override: null }));
  for (const { id, entry, hasNews } of clients) {
    if (entry.kind === 'guest' && entry.isOver && !hasNews) effects.push({ kind: 'dismiss', id });
  }
  const moved = hasMoved ? { shownId: shown.id, previousId: shownId, shownSinceMs: nowMs } : {};
  return { state: { ...before, ...moved, published, publishedStates }, effects };
}

function announce(
  before: ClientsState,
  { id: clientId, answer: { number, text }, state }: Extract<ClientsEvent, { kind: 'answer' }>,
): ClientsTransition {
  const client = before.clients.find(({ id }) => id === clientId);
  if (client === undefined) return { state: before, effects: [] };
  const known = before.answers[clientId];
  const id = known?.number === number ? known.id : before.lastAnswerId + 1;
  const clientName = nameOf({ ...client, state }, before.clients);
  // Another guest may have its id later, while the answer is still kept.
  const from = client.entry.kind === 'guest' ? `guest ${clientName}` : clientId;
  return {
    state: {
      ...before,
      answers: { ...before.answers, [clientId]: { number, id } },
      lastAnswerId: Math.max(before.lastAnswerId, id),
    },
    effects: [{ kind: 'announce', answer: { id, clientId: from, clientName, text } }],
  };
}

function passOn(before: ClientsState, event: OverallEvent, nowMs: number): ClientsTransition {
  const { clients, shownId } = before;
  if (event.kind !== 'override' || event.override === 'hide') {
    const present = presentAfter(before.present, event, nowMs);
    return { state: { ...before, present }, effects: clients.map(({ id }) => to(id, event)) };
  }
  // Only the shown client may be visible with nothing to show.
  const shown = to(shownId, event);
  if (event.override === null) return { state: before, effects: [shown] };
  // Show ends the presenting of all.
  const others = clients.filter(({ id }) => id !== shownId).map(({ id }) => to(id, NOT_PRESENTING));
  return { state: { ...before, present: NOT_PRESENTING }, effects: [shown, ...others] };
}

function presentAfter(before: PresentEvent, event: OverallEvent, nowMs: number): PresentEvent {
  if (event.kind === 'present') return event;
  if (event.kind !== 'slept' || before.presenting === null) return before;
  return { kind: 'present', presenting: presentingAfterSleep(before.presenting, event.nowEpochMs, nowMs) };
}

/** The request may come from the button of the client shown now, and switch the wrong way. */
function toPrevious({ clients, previousId }: ClientsState, request: CommandRequest): ClientsEffect {
  const monitoring = clients.find(({ id }) => id === previousId)?.state.monitoring ?? null;
  const isSwitch = request.command === 'set_monitoring';
  return to(previousId, { kind: 'press', request: isSwitch ? switchMonitoring(monitoring) : request });
}

function to(id: string, event: OverlayEvent): ClientsEffect {
  return { kind: 'dispatch', id, event };
}

/** The client's name where several are followed. “This computer” could be one of another kind as well. */
function nameOf({ entry, state }: ClientSnapshot, clients: Snapshots): string {
  if (entry.kind === 'guest') return state.assistant?.name || translator(state.language)('clients.guest');
  if (entry.name !== null) return entry.name;
  const isOneKind = clients.every(({ entry: { kind } }) => kind === entry.kind);
  return isOneKind ? translator(state.language)('clients.local') : KIND_NAMES[entry.kind];
}
