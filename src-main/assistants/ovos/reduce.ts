import { type AssistantReducer, news, type ReducerInput, type ReducerStep } from '../reduced-assistant.ts';
import { answered, commandFrames, withAwaited } from './commands.ts';
import { type Deadline, type Memory, NO_MEMORY } from './memory.ts';
import { offerOf, reportOf } from './report.ts';
import { ASK_MIC, ASK_VOLUME, askAgain, beginServices, giveUp, questionsToMissing, withService } from './services.ts';
import { afterMessage, afterUnspoken, withUnspoken } from './turn.ts';
import type { BusFrame, BusMessage } from './wire.ts';

/** An assistant on the bus, as a reducer. Pure. */

/**
 * From a change of the microphone to the question for it: the listener carries out messages side by side, and would answer
 * with the state before.
 */
const ASK_MIC_AFTER_MS = 200;

type Input = ReducerInput<BusFrame>;
type Step = ReducerStep<Memory>;

/**
 * Return the step for an input.
 * @param nowMs the monotonic clock.
 */
function reduce(memory: Memory, input: Input, nowMs: number): Step {
  switch (input.kind) {
    case 'message':
      return onFrame(memory, input.message, nowMs);
    case 'due':
      return onDue(memory, nowMs);
    case 'alive':
      return { memory, events: [], frames: questionsToMissing(memory) };
    case 'gone':
      // Turns go on counting, so that the next one is not taken for the last.
      return {
        memory: { ...NO_MEMORY, lang: memory.lang, turn: { ...NO_MEMORY.turn, number: memory.turn.number } },
        events: [],
        frames: [],
      };
    case 'command': {
      const command = commandFrames(memory, input.request, input.id);
      if (command === null) return { memory, events: [], frames: [] };
      return { memory: withAwaited(memory, command.awaited), events: [], frames: command.frames };
    }
  }
}

/** Return when the next deadline is (monotonic clock); null: there is none. */
function nextDueMs({ dueAtMs }: Memory): number | null {
  const times = Object.values(dueAtMs).filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/** OVOS, Neon or Mycroft, as a reducer over the frames of its bus. */
export const OVOS: AssistantReducer<BusFrame, Memory> = {
  initial: NO_MEMORY,
  reduce,
  dueAtMs: nextDueMs,
  // From the services' next messages.
  answers: () => true,
};

function onFrame(before: Memory, { message, lang }: BusFrame, nowMs: number): Step {
  if (message.kind === 'encrypted') {
    return settle({ ...before, isKnown: true, doing: 'failed', cause: null, problem: 'encrypted' }, nowMs);
  }
  // Whatever comes first shows that the bus can be read.
  const isFirst = before.dueAtMs['give-up'] === null && !before.isKnown;
  const isNews = message.kind !== 'other' || (lang !== null && lang !== before.lang);
  if (!isFirst && !isNews) return { memory: before, events: [], frames: [] };
  const [begun, questions] = isFirst ? beginServices(before, nowMs) : [before, []];
  const spoken = lang === null ? begun : { ...begun, lang };
  const device = afterDevice(withService(spoken, message), message, nowMs);
  const turned = afterMessage(device, message, nowMs);
  const known = turned.doing === 'nothing' ? turned : { ...turned, isKnown: true };
  const [next, acks] = answered(known, message);
  const step = settle(next, nowMs);
  return {
    memory: step.memory,
    events: [...step.events, ...acks.map((ack) => ({ kind: 'ack', ack }) as const)],
    frames: [...questions, ...questionsAfter(next, message)],
  };
}

/** The microphone, the loudspeaker, and the listener. */
function afterDevice(memory: Memory, message: BusMessage, nowMs: number): Memory {
  switch (message.kind) {
    case 'mic':
      return { ...memory, isMuted: message.isMuted };
    case 'listener': {
      const isMissed = message.isRecording && memory.doing === 'nothing';
      const heard = isMissed ? afterMessage(memory, { kind: 'record-begin' }, nowMs) : memory;
      return { ...heard, isAsleep: message.isAsleep };
    }
    case 'volume': {
      if (memory.isDucked) return memory;
      const { level, isMuted } = message;
      return { ...memory, volume: { level, isMuted } };
    }
    case 'ducked':
      return { ...memory, isDucked: true };
    case 'record-end':
    case 'utterance':
      return withMicQuestion({ ...memory, isDucked: false }, nowMs);
    case 'mic-changed':
    case 'stop':
    // A listener that mutes itself while the assistant speaks unmutes itself then, whatever the user wanted.
    case 'output-end':
      return withMicQuestion(memory, nowMs);
    default:
      return memory;
  }
}

function withMicQuestion(memory: Memory, nowMs: number): Memory {
  return { ...memory, dueAtMs: { ...memory.dueAtMs, mic: nowMs + ASK_MIC_AFTER_MS } };
}

/** The volume that the listener leaves behind need not be the one before. */
function questionsAfter({ volume }: Memory, message: BusMessage): readonly string[] {
  return message.kind === 'record-end' && volume !== null ? [ASK_VOLUME] : [];
}

function onDue(memory: Memory, nowMs: number): Step {
  const isDue = (deadline: Deadline) => {
    const atMs = memory.dueAtMs[deadline];
    return atMs !== null && nowMs >= atMs;
  };
  let next = memory;
  const frames: string[] = [];
  if (isDue('mic')) {
    next = { ...next, dueAtMs: { ...next.dueAtMs, mic: null } };
    frames.push(...ASK_MIC);
  }
  if (isDue('speech')) next = withUnspoken(next);
  if (isDue('give-up')) {
    next = giveUp(next);
  } else if (isDue('services')) {
    const [asked, questions] = askAgain(next, nowMs);
    next = asked;
    frames.push(...questions);
  }
  const step = settle(next, nowMs);
  return { ...step, frames };
}

/** Emit the report and the offer if they have changed. An answer that has to be read is shown as spoken, and then ends. */
function settle(memory: Memory, nowMs: number): Step {
  if (!memory.isKnown) return { memory, events: [], frames: [] };
  const first = tell(memory, nowMs);
  const read = afterUnspoken(first.memory);
  if (read === null) return first;
  const last = tell(read, nowMs);
  return { ...last, events: [...first.events, ...last.events] };
}

function tell(memory: Memory, nowMs: number): Step {
  const { told, events } = news(memory.told, reportOf(memory, nowMs), offerOf(memory));
  return { memory: { ...memory, told }, events, frames: [] };
}
