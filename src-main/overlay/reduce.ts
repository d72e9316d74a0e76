import { isDeepStrictEqual } from 'node:util';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { Action } from '../assistants/assistant.ts';
import { shownAnswer } from './answer.ts';
import { requestedAction } from './client-action.ts';
import { type DecidedCommand, decidedCommands } from './command-outcome.ts';
import { dueCommands, isMove, withoutWaiting } from './commands.ts';
import { initialModel, type Model, type OverlayEvent, type ViewContext } from './model.ts';
import { nextDeadlineMs, nextModel } from './next-model.ts';
import { canBePressed, isAccepted } from './press.ts';
import { hasSomethingToShow, view } from './view.ts';

/** Shortest time between two published states: one refresh of a display at 60 Hz takes 16.7 ms. */
export const PUBLISH_INTERVAL_MS = 17;

/** An answer as far as it has come, whether or not the user wants to see answers. */
export interface AnnouncedAnswer {
  /** The state's `answerId`. */
  readonly number: number;
  readonly text: string;
}

/** Everything the store remembers between two events. Times are of the monotonic clock. */
export interface StoreState {
  readonly context: ViewContext;
  readonly model: Model;
  /** The state published last. */
  readonly published: OverlayState;
  /** Whether it had something to show, regardless of the user's preferences. */
  readonly publishedNews: boolean;
  readonly publishedAtMs: number;
  /** A report has come too soon after the last publication, and waits. */
  readonly holdsReport: boolean;
  /** The answer announced last. */
  readonly announced: AnnouncedAnswer | null;
  /** When the assistant's last request was carried out (client-action.ts). */
  readonly actedAtMs: number;
  /** When the timer fires; null: no timer waits. */
  readonly wakeAtMs: number | null;
}

/** An action for the store to carry out after an event. */
export type OverlayEffect =
  /** An answer has begun or grown. */
  | { readonly kind: 'announce'; readonly answer: AnnouncedAnswer }
  /** Give a command to the assistant. Its result is `command-sent` or `command-unsent`. */
  | { readonly kind: 'send'; readonly request: CommandRequest }
  /** Set the timer for the next `deadline`; null: cancel it. */
  | { readonly kind: 'wake'; readonly atMs: number | null }
  /** Draw this state. `hasNews`: there is something to show, regardless of the user's preferences. */
  | { readonly kind: 'publish'; readonly state: OverlayState; readonly hasNews: boolean }
  /** Carry out the assistant's request of the overlay. */
  | { readonly kind: 'act'; readonly action: Action };

export interface Transition {
  readonly state: StoreState;
  readonly effects: readonly OverlayEffect[];
  /** The commands whose outcome the event has decided. */
  readonly decided: readonly DecidedCommand[];
}

/** Return the store's state before the first event. Dispatch a `deadline` to set its timer. */
export function initialStoreState(context: ViewContext, nowMs: number): StoreState {
  const model = initialModel(nowMs);
  return {
    context,
    model,
    published: view(model, context, nowMs),
    publishedNews: hasSomethingToShow(model, nowMs),
    publishedAtMs: Number.NEGATIVE_INFINITY,
    holdsReport: false,
    announced: null,
    actedAtMs: Number.NEGATIVE_INFINITY,
    wakeAtMs: null,
  };
}

/**
 * Return the state after an event, and the effects to run, in order. Pure and total.
 * @param nowMs the monotonic clock.
 */
export function reduce(before: StoreState, event: OverlayEvent, nowMs: number): Transition {
  if (event.kind === 'report' && isOnlyLevel(before.model, event)) {
    return { state: { ...before, model: { ...before.model, report: event.report } }, effects: [], decided: [] };
  }
  const context = event.kind === 'context' ? event.context : before.context;
  const { model, sends, decided } = follow({ ...before, context }, event, nowMs);
  const announced = announcedAfter(before.announced, model, nowMs);
  const action = requestedAction(event, model, context.preferences, before.actedAtMs, nowMs);
  const next: StoreState = {
    ...before,
    context,
    model,
    announced,
    actedAtMs: action === null ? before.actedAtMs : nowMs,
    wakeAtMs: event.kind === 'deadline' ? null : before.wakeAtMs,
  };
  // The result of a command follows at once, and publishes both: no state in between is drawn. An action changes none.
  const publication =
    sends.length > 0 || event.kind === 'action' ? { state: next, effects: [] } : publish(next, event, nowMs);
  return {
    state: publication.state,
    effects: [
      ...(announced === before.announced || announced === null
        ? []
        : [{ kind: 'announce', answer: announced } as const]),
      ...sends.map((request) => ({ kind: 'send', request }) as const),
      ...publication.effects,
      ...(action === null ? [] : [{ kind: 'act', action } as const]),
    ],
    decided,
  };
}

/** Whether nothing is new but the level of the microphone, which comes often and is not drawn. */
function isOnlyLevel(model: Model, { report, transport, port }: Extract<OverlayEvent, { kind: 'report' }>): boolean {
  if (model.report === null || report.level === model.report.level) return false;
  if (transport !== model.transport || port !== model.port) return false;
  return isDeepStrictEqual({ ...report, level: null }, { ...model.report, level: null });
}

const DEADLINE: OverlayEvent = { kind: 'deadline' };

/** Return the model after an event, and the commands to send now. */
function follow(
  state: StoreState,
  event: OverlayEvent,
  nowMs: number,
): Pick<StoreState, 'model'> & Pick<Transition, 'decided'> & { readonly sends: readonly CommandRequest[] } {
  const { preferences } = state.context;
  // A deadline may have passed while its timer still waits for its turn.
  const isOverdue = state.wakeAtMs !== null && nowMs >= state.wakeAtMs && event.kind !== 'deadline';
  const overdue = isOverdue ? decidedCommands(state.model, DEADLINE, nowMs) : [];
  const before = isOverdue ? nextModel(state.model, DEADLINE, preferences, nowMs) : state.model;
  // Checked here as well as in the page: the button may have changed while the press was on its way.
  const isRefused =
    event.kind === 'press' &&
    (isAccepted(before, event.request) || !canBePressed(view(before, state.context, nowMs), event.request));
  const after = isRefused ? before : nextModel(before, event, preferences, nowMs);
  const sends = dueCommands(after);
  return {
    model: withoutWaiting(after, sends),
    sends,
    decided: [...overdue, ...decidedCommands(before, event, nowMs)],
  };
}

function announcedAfter(before: AnnouncedAnswer | null, model: Model, nowMs: number): AnnouncedAnswer | null {
  const text = shownAnswer(model, nowMs);
  if (text === null || (text === before?.text && model.answerId === before.number)) return before;
  return { number: model.answerId, text };
}

/** A page that follows a command has to see it pending first, however soon its answer comes. */
function isUrgent(event: OverlayEvent): boolean {
  return event.kind === 'command-sent' && !isMove(event.request.command);
}

/** Publish the state if it has changed and may be published yet, and wake when the next change is due. */
function publish(state: StoreState, event: OverlayEvent, nowMs: number): Omit<Transition, 'decided'> {
  const publishedAtMs = isUrgent(event) ? Number.NEGATIVE_INFINITY : state.publishedAtMs;
  const publishableMs = publishedAtMs + PUBLISH_INTERVAL_MS;
  const deadlineMs = nextDeadlineMs(state.model, nowMs);
  const isTooSoon = nowMs < publishableMs;
  const wakeAtMs = isTooSoon ? Math.min(publishableMs, deadlineMs ?? publishableMs) : deadlineMs;
  const wake = wakeAtMs === state.wakeAtMs ? [] : [{ kind: 'wake', atMs: wakeAtMs } as const];
  const holdsReport = isTooSoon && (state.holdsReport || event.kind === 'report');
  const next = { ...state, publishedAtMs, holdsReport, wakeAtMs };
  if (isTooSoon) return { state: next, effects: wake };
  const drawn = view(state.model, state.context, nowMs);
  const hasNews = hasSomethingToShow(state.model, nowMs);
  const isSame = isDeepStrictEqual(drawn, state.published);
  if (isSame && hasNews === state.publishedNews) return { state: next, effects: wake };
  const published = isSame ? state.published : drawn;
  return {
    state: { ...next, published, publishedNews: hasNews, publishedAtMs: nowMs },
    effects: [...wake, { kind: 'publish', state: published, hasNews }],
  };
}
