import { initialModel, type Model, type Preferences, type ViewContext } from '../../src-main/overlay/model.ts';
import { nextDeadlineMs, nextModel } from '../../src-main/overlay/next-model.ts';
import { view } from '../../src-main/overlay/view.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { CONTEXT } from './events.ts';
import { createInterpreter, type TestEvent } from './interpreter.ts';

/** Plays events into a model by hand: the pure parts as the store joins them, with time as a number. */
export function play(chosen: Partial<Preferences> = {}, differences: Partial<ViewContext> = {}) {
  const preferences = { ...CONTEXT.preferences, ...chosen };
  let nowMs = 0;
  let model: Model = initialModel(nowMs);
  const interpret = createInterpreter();
  const context = { ...CONTEXT, ...differences, preferences };
  return {
    /** Lets `event` happen now. */
    on(...events: readonly TestEvent[]) {
      for (const event of events.flatMap((each) => interpret(each, nowMs))) {
        model = nextModel(model, event, preferences, nowMs);
      }
      return this;
    },
    /** Lets time pass, with every deadline on the way. */
    wait(durationMs: number) {
      const endMs = nowMs + durationMs;
      for (;;) {
        const dueMs = nextDeadlineMs(model, nowMs);
        if (dueMs === null || dueMs > endMs) break;
        nowMs = dueMs;
        model = nextModel(model, { kind: 'deadline' }, preferences, nowMs);
      }
      nowMs = endMs;
      return this;
    },
    /** Everything that is remembered now. */
    get model(): Model {
      return model;
    },
    /** The drawn state. */
    get shows(): OverlayState {
      return view(model, context, nowMs);
    },
    /** Whether time alone changes anything any more. */
    get isSettled(): boolean {
      return nextDeadlineMs(model, nowMs) === null;
    },
  };
}
