import { type AssistantReducer, news, type ReducerInput, type ReducerStep } from '../reduced-assistant.ts';
import { answered, carryOut, isAnswered, withAwaited } from './commands.ts';
import { type Memory, NO_MEMORY } from './memory.ts';
import { OFFER, reportOf } from './report.ts';
import { afterMessage, withoutFailure } from './turn.ts';
import { commandFrame, type LvaMessage } from './wire.ts';

/** Linux Voice Assistant as a reducer. Pure. */
export const LVA: AssistantReducer<LvaMessage, Memory> = {
  initial: NO_MEMORY,
  reduce,
  dueAtMs: ({ failedUntilMs }) => failedUntilMs,
  answers: isAnswered,
};

function reduce(memory: Memory, input: ReducerInput<LvaMessage>, nowMs: number): ReducerStep<Memory> {
  switch (input.kind) {
    case 'message': {
      const { acks, awaited } = answered(memory.awaited, input.message);
      const step = settle({ ...afterMessage(memory, input.message, nowMs), awaited }, nowMs);
      return { ...step, events: [...step.events, ...acks.map((ack) => ({ kind: 'ack', ack }) as const)] };
    }
    case 'due':
      return settle(withoutFailure(memory), nowMs);
    case 'alive':
      return { memory, events: [], frames: [] };
    case 'gone': {
      // Both go on counting, so that the next one is not taken for the last.
      const turn = { ...NO_MEMORY.turn, number: memory.turn.number };
      const lastNotice = { number: memory.lastNotice.number, timer: null };
      return { memory: { ...NO_MEMORY, turn, lastNotice }, events: [], frames: [] };
    }
    case 'command': {
      const { send, awaited, ack } = carryOut(memory, input.request, input.id);
      return {
        memory: { ...memory, awaited: withAwaited(memory.awaited, awaited) },
        events: ack === null ? [] : [{ kind: 'ack', ack }],
        frames: send === null ? [] : [commandFrame(send)],
      };
    }
  }
}

/** Emit the report and the offer if they have changed. */
function settle(memory: Memory, nowMs: number): ReducerStep<Memory> {
  if (!memory.isKnown) return { memory, events: [], frames: [] };
  const { told, events } = news(memory.told, reportOf(memory, nowMs), OFFER);
  return { memory: { ...memory, told }, events, frames: [] };
}
