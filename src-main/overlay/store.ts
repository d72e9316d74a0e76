import type { CommandRequest } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { Action, Sent } from '../assistants/assistant.ts';
import type { Clock } from '../runtime/clock.ts';
import { createEffectQueue } from './effect-queue.ts';
import type { OverlayEvent, ViewContext } from './model.ts';
import {
  type AnnouncedAnswer,
  initialStoreState,
  type OverlayEffect,
  reduce,
  type StoreState,
  type Transition,
} from './reduce.ts';
import { view } from './view.ts';

export type OverlayStore = ReturnType<typeof createOverlayStore>;

/** An event, the states before and after it, and its effects. */
export interface ObservedTransition extends Transition {
  readonly event: OverlayEvent;
  readonly before: StoreState;
}

export interface OverlayStoreOptions {
  readonly clock: Clock;
  readonly context: ViewContext;
  /** Gives a command to the assistant, if that is possible now. */
  readonly send: (request: CommandRequest) => Sent;
  /**
   * Called with every state that differs from the one published before; the first is `state()` at creation. Called again
   * with the same state when only `hasNews` changes: whether there is something to show.
   */
  readonly onPublish: (state: OverlayState, hasNews: boolean) => void;
  /** Called when an answer begins or grows, even when it is over before the next state is published. */
  readonly onAnswer: (answer: AnnouncedAnswer) => void;
  /** Called when the assistant makes a permitted request of the overlay. */
  readonly onAction: (action: Action) => void;
  /** Called with each transition before its effects run. */
  readonly onTransition?: (transition: ObservedTransition) => void;
}

/**
 * Hold the state of one assistant, and run the effects of each event. At most one timer waits; none while nothing is due.
 */
export function createOverlayStore(options: OverlayStoreOptions) {
  const { clock, send, onPublish, onAnswer, onAction, onTransition } = options;
  let state = initialStoreState(options.context, clock.nowMs());
  let cancelTimer = () => {};
  let isStopped = false;

  const dispatch = createEffectQueue(step, run);
  dispatch({ kind: 'deadline' });
  return {
    /** Return the state as it is now; it may not be published yet. */
    state: () => view(state.model, state.context, clock.nowMs()),
    dispatch,
    /** End the timer, and ignore every event from now on. */
    stop(): void {
      isStopped = true;
      cancelTimer();
    },
  };
  function step(event: OverlayEvent): readonly OverlayEffect[] {
    if (isStopped) return [];
    const before = state;
    const next = reduce(before, event, clock.nowMs());
    state = next.state;
    onTransition?.({ event, before, ...next });
    return next.effects;
  }

  function run(effect: OverlayEffect): OverlayEvent | null {
    switch (effect.kind) {
      case 'announce':
        onAnswer(effect.answer);
        return null;
      case 'send': {
        const { request } = effect;
        const sent = send(request);
        return sent.sent ? { kind: 'command-sent', request, id: sent.id } : { kind: 'command-unsent', request };
      }
      case 'wake':
        wakeAt(effect.atMs);
        return null;
      case 'publish':
        onPublish(effect.state, effect.hasNews);
        return null;
      case 'act':
        onAction(effect.action);
        return null;
    }
  }

  function wakeAt(atMs: number | null): void {
    cancelTimer();
    if (atMs === null || isStopped) return;
    cancelTimer = clock.setTimeout(() => dispatch({ kind: 'deadline' }), Math.max(0, atMs - clock.nowMs()));
  }
}
