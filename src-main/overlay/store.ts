import { isDeepStrictEqual } from 'node:util';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { Clock } from '../runtime/clock.ts';
import { shownAnswer } from './answer.ts';
import { dueMoves, isMove } from './commands.ts';
import { initialModel, type Model, type OverlayEvent } from './model.ts';
import { nextDeadlineMs, reduce } from './reduce.ts';
import { hasSomethingToShow, type ViewContext, view } from './view.ts';

/** States are told at most once a refresh of a display of 60 Hz, which is 16.7 ms, however fast the client talks. */
export const PUBLISH_INTERVAL_MS = 17;

/** An answer as it stands, whatever the user wants to see of it: it is spoken, or the client shows it. */
export interface ToldAnswer {
  /** As the state's `answerId`. */
  readonly number: number;
  readonly text: string;
}

/** Holds the model, and tells what is to be drawn whenever that changes. */
export interface OverlayStore {
  /** The state as it is now. */
  state(): OverlayState;
  dispatch(event: OverlayEvent): void;
  /** Who sends a move of a slider that waited, as soon as its turn has come. */
  carryMoves(carry: (request: CommandRequest) => void): void;
  /** Draws with other preferences, language or ports from now on. */
  setContext(context: ViewContext): void;
  /** Ends the timers; nothing is told any more. */
  stop(): void;
}

/**
 * Joins the pure parts to a clock: at most one timer waits, for the model's next deadline or for the next moment at
 * which a change may be told; none while nothing is due.
 * @param onState called with every state that differs from the one told before; the first is `state()` at creation. Also
 * called, with the same state, when it changes whether there is something to show.
 * @param onAnswer called when an answer begins or grows, also one that is over before a state is told again.
 */
export function createOverlayStore(
  clock: Clock,
  initialContext: ViewContext,
  onState: (state: OverlayState, isTelling: boolean) => void,
  onAnswer: (answer: ToldAnswer) => void,
): OverlayStore {
  let context = initialContext;
  let model: Model = initialModel(clock.nowMs());
  let told: OverlayState = view(model, context, clock.nowMs());
  let toldTelling = hasSomethingToShow(model, clock.nowMs());
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let timer: { readonly dueMs: number; readonly cancel: () => void } | null = null;
  let stopped = false;
  let toldAnswer: ToldAnswer | null = null;
  let carry = (_request: CommandRequest) => {};

  const wakeAt = (dueMs: number | null) => {
    if (timer?.dueMs === dueMs) return;
    timer?.cancel();
    timer = dueMs === null || stopped ? null : { dueMs, cancel: clock.setTimeout(wake, dueMs - clock.nowMs()) };
  };

  /** Up to when every deadline has been seen to: what falls due between two looks at the clock is still to come. */
  let passedMs = clock.nowMs();
  const passDeadlines = () => {
    passedMs = clock.nowMs();
    model = reduce(model, { kind: 'deadline' }, context.preferences, passedMs);
  };

  const advance = (event: OverlayEvent) => {
    const nowMs = clock.nowMs();
    model = reduce(model, event, context.preferences, nowMs);
    const text = shownAnswer(model, nowMs);
    if (text === null || stopped || (text === toldAnswer?.text && model.answerId === toldAnswer.number)) return;
    toldAnswer = { number: model.answerId, text };
    onAnswer(toldAnswer);
  };

  const wake = () => {
    timer = null;
    passDeadlines();
    sendMoves();
    settle();
  };

  const sendMoves = () => {
    for (const request of dueMoves(model)) {
      advance({ kind: 'move-taken', request });
      carry(request);
    }
  };

  /** Tells the state if it may be told now, and sees to it that everything due later is seen to later. */
  const settle = () => {
    const nowMs = clock.nowMs();
    const deadlineMs = nextDeadlineMs(model, passedMs);
    const tellableMs = toldAtMs + PUBLISH_INTERVAL_MS;
    if (nowMs < tellableMs) {
      wakeAt(Math.min(tellableMs, deadlineMs ?? tellableMs));
      return;
    }
    const state = view(model, context, nowMs);
    wakeAt(deadlineMs);
    const isTelling = hasSomethingToShow(model, nowMs);
    const isSame = isDeepStrictEqual(state, told);
    if (stopped || (isSame && isTelling === toldTelling)) return;
    if (!isSame) told = state;
    toldTelling = isTelling;
    toldAtMs = nowMs;
    onState(told, isTelling);
  };

  settle();
  return {
    state: () => view(model, context, clock.nowMs()),
    dispatch(event) {
      // A deadline may have passed with its timer still waiting for its turn.
      if (timer !== null && clock.nowMs() >= timer.dueMs) passDeadlines();
      advance(event);
      // Who waits for what comes of a command has to hear first that it left, however soon the answer comes.
      if (event.kind === 'command-sent' && !isMove(event.request.command)) toldAtMs = Number.NEGATIVE_INFINITY;
      sendMoves();
      settle();
    },
    carryMoves(next) {
      carry = next;
    },
    setContext(next) {
      context = next;
      settle();
    },
    stop() {
      stopped = true;
      wakeAt(null);
    },
  };
}
