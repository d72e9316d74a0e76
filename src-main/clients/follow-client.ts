import type { Standing } from '../../src-shared/client-state.ts';
import type { Action, AssistantEvent } from '../assistants/assistant.ts';
import type { OnTrace } from '../assistants/trace.ts';
import { logTrace } from '../assistants/trace-log.ts';
import type { ViewContext } from '../overlay/model.ts';
import type { AnnouncedAnswer } from '../overlay/reduce.ts';
import { createOverlayStore, type OverlayStoreOptions } from '../overlay/store.ts';
import { addressesOf, type ClientEntry, isLocal } from './client-list.ts';
import { type Address, type MakeAssistantOptions, makeAssistant } from './make-assistant.ts';
import type { ClientSnapshot } from './reduce-clients.ts';
import { standingAfter } from './standing.ts';

/** Observes one client, and changes nothing. */
export interface ClientObserver extends Required<Pick<OverlayStoreOptions, 'onTransition'>> {
  readonly onTrace: OnTrace;
}

export interface FollowClientOptions
  extends Pick<MakeAssistantOptions, 'clock' | 'random' | 'transportsFor' | 'readToken'> {
  /** Called for each new client, to create its observer. */
  readonly observe: (entry: ClientEntry) => ClientObserver;
  readonly log: (message: string) => void;
  /** The time of day, in milliseconds since 1970. */
  readonly nowEpochMs: () => number;
  /** Called when `snapshot()` has changed. */
  readonly onChange: () => void;
  /** Called when an answer of the client begins or grows. */
  readonly onAnswer: (answer: AnnouncedAnswer) => void;
  /** Called when the microphone's level changes, from 0 to 1; null: unknown. It is in no state, because it comes often. */
  readonly onLevel: (level: number | null) => void;
  /** Called when the client makes a permitted request of the overlay. */
  readonly onAction: (action: Action) => void;
}

/** A client, and how to show it. */
export interface Following extends Address {
  readonly context: ViewContext;
}

export type FollowedClient = ReturnType<typeof followClient>;

/** Prepare to follow a client by its connection and its store; nothing is opened before `start()`. */
export function followClient(first: Following, options: FollowClientOptions) {
  const { clock, random, transportsFor, readToken, log, onChange, onAnswer, onLevel, onAction } = options;
  const { id } = first.entry;
  let following = first;

  const observer = options.observe(first.entry);
  const logLine = isLocal(first.entry) ? log : (message: string) => log(`client ${id}: ${message}`);
  const toLog = logTrace(logLine);
  /** null before the first publication. */
  let published: Pick<ClientSnapshot, 'state' | 'hasNews'> | null = null;
  let standing: Standing = { kind: 'looking' };
  let sinceEpochMs = options.nowEpochMs();
  let level: number | null = null;
  const assistant = makeAssistant(first, {
    clock,
    random,
    transportsFor,
    readToken,
    log: logLine,
    onTrace(event) {
      toLog(event);
      observer.onTrace(event);
    },
    onEvent: take,
  });
  const store = createOverlayStore({
    clock,
    context: contextOf(first),
    send(request) {
      const sent = assistant.send(request);
      if (!sent.sent) logLine(`${request.command} not sent: ${sent.reason}`);
      return sent;
    },
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
    snapshot(): ClientSnapshot {
      const { state, hasNews } = published ?? { state: store.state(), hasNews: false };
      return { id, entry: following.entry, state, hasNews, standing, sinceEpochMs };
    },
    state: store.state,
    dispatch: store.dispatch,
    start: assistant.start,
    reconnectNow: assistant.reconnectNow,
    /** Apply new settings of the same client; reconnect only if its endpoint or our identity changed. */
    update(next: Following): void {
      following = next;
      store.dispatch({ kind: 'context', context: contextOf(next) });
      assistant.moveTo(next);
    },
    /** End the connection and the timers; nothing is published any more. */
    stop(): void {
      assistant.stop();
      store.stop();
    },
  };

  function take(event: AssistantEvent): void {
    const before = standing;
    standing = standingAfter(before, event);
    if (standing !== before) sinceEpochMs = options.nowEpochMs();
    store.dispatch(event);
    if (event.kind === 'report' && event.report.level !== level) {
      level = event.report.level;
      onLevel(level);
    }
    if (standing !== before) onChange();
  }
}

/** The pill shows where a client was looked for while nothing answers there. The local one is where it always is. */
function contextOf({ entry, context }: Following): ViewContext {
  return { ...context, address: isLocal(entry) ? null : (addressesOf(entry).socket[0] ?? null) };
}
