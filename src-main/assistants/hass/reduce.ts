import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { Ack } from '../assistant.ts';
import { cleanStatus } from '../clean-text.ts';
import type { AssistantReducer, ReducerInput, ReducerStep } from '../reduced-assistant.ts';
import { chatAfter, NO_CHAT } from './chat-log.ts';
import { command } from './commands.ts';
import { deviceOf, ENTITIES_TEMPLATE, NO_DEVICE, parsePipelines, usefulEntities } from './device.ts';
import { entitiesAfter, isAvailable } from './entities.ts';
import { ask, forget, type Memory, NO_MEMORY, type Purpose, type Work } from './memory.ts';
import { leaveChat, readTexts, takeRun, takeRuns, withRun } from './read-texts.ts';
import { offerOf, reportOf } from './report.ts';
import { runAfter } from './run-events.ts';
import { sinceMs, turnAfter } from './turn.ts';
import type { Answer, Frame } from './wire.ts';

/** A satellite of Home Assistant as a reducer. */
export function hassReducer(satellite: string): AssistantReducer<Frame, Memory> {
  return { initial: { ...NO_MEMORY, satellite }, reduce, dueAtMs, answers: () => true };
}

const User = v.object({ is_admin: v.boolean() });

type Step = ReducerStep<Memory>;

function reduce(before: Memory, input: ReducerInput<Frame>, nowMs: number): Step {
  const { frames, acks, ...memory } = take({ ...before, frames: [], acks: [] }, input, nowMs);
  const isFirstRefusal = memory.isAdmin === false && before.isAdmin !== false;
  const told = tell(memory, nowMs);
  return {
    memory: told.memory,
    events: [
      ...(isFirstRefusal ? [{ kind: 'trace', event: { kind: 'no-texts' } } as const] : []),
      ...told.events,
      ...acks.map((ack) => ({ kind: 'ack', ack }) as const),
    ],
    frames,
  };
}

function dueAtMs({ readAtMs, turn }: Memory): number | null {
  const untilMs = typeof turn.error === 'object' ? turn.error.untilMs : null;
  const times = [readAtMs, untilMs].filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}

function take(work: Work, input: ReducerInput<Frame>, nowMs: number): Work {
  switch (input.kind) {
    case 'message':
      return takeFrame(work, input.message, nowMs);
    case 'command':
      return command(input.request.command === 'send_text' ? leaveChat(work) : work, input.request, input.id);
    case 'due':
      return takeTime(work, nowMs);
    case 'gone':
      return afresh(work);
    case 'alive':
      return work;
  }
}

function takeFrame(work: Work, frame: Frame, nowMs: number): Work {
  switch (frame.type) {
    case 'auth_ok':
      return introduce({ ...afresh(work), isLive: true, version: frame.ha_version });
    case 'result':
    case 'event':
      return takeAnswer(work, frame, nowMs);
    case 'auth_required':
    case 'auth_invalid':
      return work;
  }
}

function takeTime(work: Work, nowMs: number): Work {
  const { error } = work.turn;
  const isErrorOver = typeof error === 'object' && error.untilMs <= nowMs;
  const timely: Work = isErrorOver ? { ...work, turn: { ...work.turn, error: 'over' } } : work;
  return timely.readAtMs !== null && timely.readAtMs <= nowMs ? readTexts({ ...timely, readAtMs: null }) : timely;
}

/** Nothing that a socket brought outlives it, but the number of the turn: another number is another answer. */
function afresh(work: Work): Work {
  const { satellite, conversation, turn, frames, acks } = work;
  return { ...NO_MEMORY, satellite, conversation, turn: { ...NO_MEMORY.turn, number: turn.number }, frames, acks };
}

/** Ask for the satellite's state first; the rest says which commands it takes. */
function introduce(work: Work): Work {
  const first = ask(work, { kind: 'states' }, { type: 'subscribe_entities', entity_ids: [work.satellite] });
  return lookAround(ask(first, { kind: 'user' }, { type: 'auth/current_user' }));
}

/** Ask for everything that may have changed while the satellite was away. */
function lookAround(work: Work): Work {
  const asked = ask(
    work,
    { kind: 'device-entities' },
    {
      type: 'render_template',
      template: ENTITIES_TEMPLATE,
      variables: { entity: work.satellite },
    },
  );
  const known: Work = { ...asked, chatLog: 'untried' };
  return ask(known, { kind: 'pipelines' }, { type: 'assist_pipeline/pipeline/list' });
}

function takeAnswer(work: Work, frame: Answer, nowMs: number): Work {
  const purpose = work.asked.get(frame.id);
  if (purpose === undefined) return work;
  if (frame.type === 'event') return takeEvent(work, purpose, frame, nowMs);
  const keepsOn = frame.success && SUBSCRIPTIONS.includes(purpose.kind);
  const answered = keepsOn ? work : forget(work, frame.id);
  return takeResult(answered, purpose, frame, nowMs);
}

/** Their events follow the result. */
const SUBSCRIPTIONS: readonly Purpose['kind'][] = ['states', 'device-entities', 'chat', 'typed'];

function takeResult(work: Work, purpose: Purpose, frame: Extract<Answer, { type: 'result' }>, nowMs: number): Work {
  const result = frame.success ? frame.result : null;
  switch (purpose.kind) {
    case 'user':
      return readTextsIfBusy({ ...work, isAdmin: v.is(User, result) && result.is_admin });
    case 'device-entities':
      return frame.success ? work : { ...work, device: NO_DEVICE };
    case 'device':
      return takeDevice(work, result);
    case 'pipelines':
      return readTextsIfBusy({ ...work, pipelines: parsePipelines(result) });
    case 'runs':
      return takeRuns(work, purpose, result);
    case 'run':
      return takeRun(work, purpose, result, nowMs);
    case 'chat':
      return frame.success ? { ...work, chatLog: 'there' } : withoutChat(work, frame.error.code, nowMs);
    case 'typed':
      return takeTypedResult(
        { ...work, acks: [...work.acks, ackOf(purpose.ackId, frame)] },
        purpose.turn,
        frame,
        nowMs,
      );
    case 'command':
      return { ...work, acks: [...work.acks, ackOf(purpose.ackId, frame)] };
    case 'states':
    case 'ignored':
      return work;
  }
}

function takeEvent(
  work: Work,
  purpose: Purpose,
  { id, event }: Extract<Answer, { type: 'event' }>,
  nowMs: number,
): Work {
  switch (purpose.kind) {
    case 'states':
      return takeStates(work, event);
    case 'device-entities':
      return takeDeviceEntities(forget(work, id), id, event);
    case 'chat':
      return purpose.turn === work.turn.number
        ? { ...work, turn: { ...work.turn, chat: chatAfter(work.turn.chat ?? NO_CHAT, event, sinceMs(work.turn)) } }
        : work;
    case 'typed':
      return takeTyped(work, id, purpose.turn, event, nowMs);
    default:
      return work;
  }
}

function takeStates(work: Work, event: unknown): Work {
  const before = work.entities.get(work.satellite);
  const entities = entitiesAfter(work.entities, event);
  const now = entities.get(work.satellite);
  const known: Work = { ...work, entities, hasStates: true };
  if (now === undefined || now.state === before?.state) return known;
  const turn = turnAfter(known, before, now);
  const moved = turn === work.turn ? known : { ...leaveChat(known), turn, reading: null, readAtMs: null };
  // Home Assistant may have been starting when it was asked first.
  const isBack = work.hasStates && !isAvailable(before) && isAvailable(now);
  return readTexts(isBack ? lookAround(moved) : moved);
}

/** The template would be rendered again with every change of the house: end it with its first result. */
function takeDeviceEntities(work: Work, id: number, event: unknown): Work {
  const ended = ask(work, { kind: 'ignored' }, { type: 'unsubscribe_events', subscription: id });
  return ask(
    ended,
    { kind: 'device' },
    {
      type: 'config/entity_registry/get_entries',
      entity_ids: [work.satellite, ...usefulEntities(event).filter((each) => each !== work.satellite)],
    },
  );
}

function takeDevice(work: Work, result: unknown): Work {
  const device = deviceOf(work.satellite, result);
  const { muteSwitch, mediaPlayer, pipelineSelects } = device;
  const followed = [muteSwitch, mediaPlayer, ...pipelineSelects].filter((id) => id !== null);
  const known = { ...work, device };
  const isFollowed = followed.length === 0 || isDeepStrictEqual(device, work.device);
  return isFollowed ? known : ask(known, { kind: 'states' }, { type: 'subscribe_entities', entity_ids: followed });
}

/** The overlay may have come while a question was under way. */
function readTextsIfBusy(work: Work): Work {
  return work.turn.beganAtMs === null ? work : readTexts(work);
}

/** Without the log, the texts have to be asked for. 2026.2 has none of a conversation's first turn before it is over. */
function withoutChat(work: Work, code: string, nowMs: number): Work {
  return {
    ...work,
    chatId: null,
    chatLog: code === 'unknown_command' ? 'missing' : work.chatLog,
    turn: { ...work.turn, isChatRefused: true },
    readAtMs: nowMs,
  };
}

function takeTypedResult(work: Work, turn: number, frame: Extract<Answer, { type: 'result' }>, nowMs: number): Work {
  if (frame.success || turn !== work.turn.number) return work;
  // The command has failed and says why; the pill has nothing to add.
  return withRun(work, { ...work.turn.run, isOver: true }, nowMs);
}

function takeTyped(work: Work, id: number, turn: number, event: unknown, nowMs: number): Work {
  // A question at the satellite has taken its place.
  const run = runAfter(turn === work.turn.number ? work.turn.run : NO_MEMORY.turn.run, event);
  const known: Work = { ...work, conversation: run.conversation ?? work.conversation };
  const done = run.isOver ? forget(known, id) : known;
  return turn === work.turn.number ? withRun(done, run, nowMs) : done;
}

function ackOf(id: string, frame: Extract<Answer, { type: 'result' }>): Ack {
  const rejection = frame.success ? null : { code: 'failed' as const, message: cleanStatus(frame.error.message) };
  return { id, rejection };
}

/** Emit the report and the offer if they have changed. */
function tell(memory: Memory, nowMs: number): Pick<Step, 'memory' | 'events'> {
  const report = reportOf(memory, nowMs);
  if (report === null) return { memory: { ...memory, told: { report: null, offer: null } }, events: [] };
  const offer = offerOf(memory);
  return {
    memory: { ...memory, told: { report, offer } },
    events: [
      ...(report === memory.told.report ? [] : [{ kind: 'report', report } as const]),
      ...(offer === null || offer === memory.told.offer ? [] : [{ kind: 'offer', offer } as const]),
    ],
  };
}
